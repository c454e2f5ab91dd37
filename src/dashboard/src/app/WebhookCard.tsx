import { useState } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Confirm } from "../ui/Confirm";
import { CopyBlock } from "../ui/CopyBlock";
import { Facts } from "../ui/Facts";
import { Ago } from "../ui/Moment";
import { Notice, Problem } from "../ui/Notice";
import { StatusMark } from "../ui/StatusMark";
import { Deliveries } from "./Deliveries";
import { HostFieldList } from "./HostFieldList";
import { hostFields } from "./gitHosts";
import { useRights } from "./useRights";
import style from "./Webhooks.module.css";

interface WebhookCardProps {
  hook: Wire<"WebhookView">;
  /** Only right after it was made. */
  secret: string | null | undefined;
}

function Filters({ hook }: { hook: Wire<"WebhookView"> }) {
  return (
    <Facts
      facts={[
        ["Repository", hook.repository ?? "setting gitUrl"],
        ["Branches", hook.branches.length > 0 ? hook.branches.join(", ") : "setting deployBranch"],
        ["Tags", hook.tags.length > 0 ? hook.tags.join(", ") : "none"],
        hook.paths.length > 0 && (["Files", hook.paths.join(", ")] as const),
        ["Releases", hook.releases ? "deploy" : "do not deploy"],
        ["Statuses", hook.tellsStatus ? "told to the host" : "not told"],
        ["Made", <Ago key="made" at={hook.createdAt} />],
      ]}
    />
  );
}

/** One webhook: what to fill in at the host, what deploys, what came. */
export function WebhookCard({ hook, secret }: WebhookCardProps) {
  const { app, id } = hook;
  const rights = useRights(app);
  const [fields, setFields] = useState(false);
  const [removes, setRemoves] = useState(false);
  const path = { app, hook: id };
  const remove = useChange(["app", app], () => api.delete("/api/v1/apps/{app}/webhooks/{hook}", { path }));
  const test = useChange(["app", app], () => api.post("/api/v1/apps/{app}/webhooks/{hook}/test", { path }));
  const change = useChange(["app", app], (enabled: boolean) =>
    api.patch("/api/v1/apps/{app}/webhooks/{hook}", { path, body: { enabled } }),
  );
  return (
    <article className={`card ${style.hook}`} aria-labelledby={`hook-${id}`}>
      <div className="row">
        <h2 id={`hook-${id}`} className={style.title}>
          {hostFields(hook.host).title}
        </h2>
        <StatusMark
          status={hook.enabled ? { tone: "ok", word: "deploys", icon: "check" } : { tone: "off", word: "switched off", icon: "stop" }}
        />
        <span className={`end ${style.actions}`}>
          <Button small onClick={() => setFields(!fields)} aria-expanded={fields || Boolean(secret)}>
            What to fill in
          </Button>
          {rights.mayDeploy && (
            <Button small busy={test.isPending} onClick={() => test.mutate(undefined)}>
              Test
            </Button>
          )}
          {rights.mayAdminister && (
            <>
              <Button small busy={change.isPending} onClick={() => change.mutate(!hook.enabled)}>
                {hook.enabled ? "Switch off" : "Switch on"}
              </Button>
              <Button small look="danger" onClick={() => setRemoves(true)}>
                Remove
              </Button>
            </>
          )}
        </span>
      </div>
      {secret && (
        <Notice tone="wait">
          <strong>The secret is shown this once.</strong> Copy it now; nobody can see it again.
        </Notice>
      )}
      {(fields || secret) && <HostFieldList hook={hook} secret={secret} />}
      {!fields && !secret && <CopyBlock label="Address of the webhook" text={hook.url} />}
      <Filters hook={hook} />
      {test.data && (
        <Notice tone={test.data.verdict === "tested" ? "ok" : "fail"}>
          <strong>{test.data.verdict}:</strong> {test.data.reason}
        </Notice>
      )}
      <Problem error={test.error ?? change.error} />
      {hook.refused > 0 && hook.refusedAt !== null && (
        <Notice tone="wait">
          {hook.refused} refused, the last <Ago at={hook.refusedAt} />: {hook.refusedReason}
        </Notice>
      )}
      {removes && (
        <Confirm title="Remove the webhook" action="Remove" change={remove} onClose={() => setRemoves(false)}>
          Its address is worth nothing then, and what came to it is forgotten. Take it out at the host too.
        </Confirm>
      )}
      <Deliveries app={app} hook={id} mayRedeliver={rights.mayDeploy} />
    </article>
  );
}
