import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Wire } from "../api/client";
import { webhooks } from "../api/queries";
import { Button } from "../ui/Button";
import { Empty, Loaded } from "../ui/Loaded";
import { CreateWebhookDialog } from "./CreateWebhookDialog";
import { GitAccess } from "./GitAccess";
import type { AppTabProps } from "./tabs";
import { useRights } from "./useRights";
import { WebhookCard } from "./WebhookCard";
import style from "./App.module.css";

/** The addresses at which git hosts tell of pushes, and what came to them. */
export function WebhooksTab({ app }: AppTabProps) {
  const query = useQuery(webhooks(app.name));
  const { mayAdminister } = useRights(app.name);
  const [creates, setCreates] = useState(false);
  const [made, setMade] = useState<Wire<"WebhookView">>();
  return (
    <>
      {mayAdminister && (
        <div className={style.bar}>
          <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setCreates(true)}>
            New webhook
          </Button>
        </div>
      )}
      <Loaded query={query}>
        {(list) =>
          list.length === 0 ? (
            <Empty title="It has no webhook">
              <p>With one, each push to a git host deploys this app. {mayAdminister ? "" : "An administrator of the app can make one."}</p>
            </Empty>
          ) : (
            <div className="stack">
              {list.map((hook) => (
                <WebhookCard key={hook.id} hook={hook} secret={made?.id === hook.id ? made.secret : undefined} />
              ))}
            </div>
          )
        }
      </Loaded>
      <GitAccess app={app.name} />
      {creates && (
        <CreateWebhookDialog
          app={app.name}
          onClose={() => setCreates(false)}
          onMade={(hook) => {
            setMade(hook);
            setCreates(false);
          }}
        />
      )}
    </>
  );
}
