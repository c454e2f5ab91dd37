import type { Wire } from "../api/client";
import { CopyBlock } from "../ui/CopyBlock";
import { filledFields, hostFields } from "./gitHosts";
import style from "./Webhooks.module.css";

/** The fields of a git host's form, each with what belongs into it. */
export function HostFieldList({ hook, secret }: { hook: Wire<"WebhookView">; secret: string | null | undefined }) {
  return (
    <div className={style.fields}>
      <p>
        <strong>{hostFields(hook.host).where}</strong>
      </p>
      <dl>
        {filledFields(hook.host, hook.url, secret).map(([field, value]) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd>{value === hook.url || value === secret ? <CopyBlock label={field} text={value} /> : value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
