import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { pipeline, settings } from "../api/queries";
import { Facts } from "../ui/Facts";
import { Loaded } from "../ui/Loaded";
import { When } from "../ui/Moment";
import type { AppTabProps } from "./tabs";
import style from "./App.module.css";

function Pipeline({ name, origin, app }: { name: string; origin: string; app: string }) {
  return (
    <Loaded query={useQuery(pipeline(name, null))} lines={8}>
      {({ pipeline: found, text }) => (
        <div className="stack">
          <Facts
            facts={[
              ["Pipeline", <strong key="name">{found.name}</strong>],
              ["Newest version", found.version],
              ["Published", <When key="at" at={found.publishedAt} />],
              ["By", found.author],
              [
                "Chosen by",
                <Link key="setting" to={`/apps/${app}/settings`}>{`setting pipeline (${origin === "app" ? "this app" : origin})`}</Link>,
              ],
            ]}
          />
          {found.description !== null && <p>{found.description}</p>}
          <pre className={style.yaml} tabIndex={0} role="region" aria-label={`YAML of ${found.name}`}>
            {text}
          </pre>
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
        return setting && <Pipeline name={setting.value} origin={setting.origin} app={app.name} />;
      }}
    </Loaded>
  );
}
