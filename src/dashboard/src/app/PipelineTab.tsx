import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Workflow } from "lucide-react";
import { Link } from "react-router";
import type { Wire } from "../api/client";
import { pipeline, settings } from "../api/queries";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { Facts } from "../ui/Facts";
import { Loaded } from "../ui/Loaded";
import { When } from "../ui/Moment";
import { ChoosePipelineDialog } from "./ChoosePipelineDialog";
import type { AppTabProps } from "./tabs";
import { useRights } from "./useRights";
import style from "./App.module.css";

function Pipeline({ setting, app }: { setting: Wire<"SettingView">; app: string }) {
  const { mayAdminister } = useRights(app);
  const [chooses, setChooses] = useState(false);
  return (
    <Loaded query={useQuery(pipeline(setting.value, null))} lines={8}>
      {({ pipeline: found, text }) => (
        <div className="stack">
          <div className="row">
            <ButtonLink to={`/pipelines/${found.name}`} icon={<Workflow size={16} aria-hidden />}>
              Open {found.name}
            </ButtonLink>
            {mayAdminister && <Button onClick={() => setChooses(true)}>Choose another</Button>}
          </div>
          <Facts
            facts={[
              ["Pipeline", <strong key="name">{found.name}</strong>],
              ["Newest version", found.version],
              ["Published", <When key="at" at={found.publishedAt} />],
              ["By", found.author],
              [
                "Chosen by",
                <Link key="setting" to={`/apps/${app}/settings`}>
                  {`setting pipeline (${setting.origin === "app" ? "this app" : setting.origin})`}
                </Link>,
              ],
            ]}
          />
          {found.description !== null && <p>{found.description}</p>}
          <pre className={style.yaml} tabIndex={0} role="region" aria-label={`YAML of ${found.name}`}>
            {text}
          </pre>
          {chooses && <ChoosePipelineDialog app={app} now={found.name} onClose={() => setChooses(false)} />}
        </div>
      )}
    </Loaded>
  );
}

/** Which pipeline a deploy of this app runs, and why that one. */
export function PipelineTab({ app }: AppTabProps) {
  return (
    <Loaded query={useQuery(settings(app.name))}>
      {(list) => {
        const setting = list.find((one) => one.name === "pipeline");
        return setting && <Pipeline setting={setting} app={app.name} />;
      }}
    </Loaded>
  );
}
