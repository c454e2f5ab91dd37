import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client";
import { Button } from "../ui/Button";
import { Problem } from "../ui/Notice";
import { bytesText } from "../ui/durations";
import style from "./Nodes.module.css";

/** What the housekeeping would remove; done only when asked once more. */
export function Cleaning() {
  const clean = useMutation({ mutationFn: (dryRun: boolean) => api.post("/api/v1/gc", { body: { dryRun } }) });
  const found = clean.data;
  return (
    <section className={style.part} aria-labelledby="cleaning">
      <h2 id="cleaning">Cleaning</h2>
      <div className={`card ${style.cleaning}`}>
        {!found && <p>Old images and containers that nothing needs are removed by themselves. What could go right now?</p>}
        {found && (
          <p>
            {found.items.length === 0
              ? "Nothing can go."
              : `${found.items.length} ${found.dryRun ? "could go" : "are gone"}: up to ${bytesText(found.freedBytes)} of images.`}
          </p>
        )}
        {found && found.items.length > 0 && (
          <ul className="mono any">
            {found.items.map((item) => (
              <li key={item.kind + item.name}>
                {item.action} {item.kind} {item.name}
              </li>
            ))}
          </ul>
        )}
        <Problem error={clean.error} />
        <div className="row">
          <Button busy={clean.isPending} onClick={() => clean.mutate(true)}>
            Look
          </Button>
          {found?.dryRun && found.items.length > 0 && (
            <Button look="danger" busy={clean.isPending} onClick={() => clean.mutate(false)}>
              Clean now
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
