import { useState, type SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { useRights } from "../app/useRights";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { When } from "../ui/Moment";
import { Problem } from "../ui/Notice";
import type { RunTabProps } from "./tabs";
import style from "./Run.module.css";

/** A run that waits for a window or the end of a freeze, and the way past it, with a reason. */
export function HoldCard({ run, hold }: RunTabProps & { hold: Wire<"RunHoldView"> }) {
  const { mayAdminister } = useRights(run.app);
  const [reason, setReason] = useState("");
  const override = useChange(["run", run.id], () => api.post("/api/v1/runs/{id}/override", { path: { id: run.id }, body: { reason } }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    override.mutate(undefined);
  };
  return (
    <section className={`card ${style.waits}`} aria-labelledby="hold">
      <h2 id="hold">It begins when it may: {hold.reason}</h2>
      <p className="muted">
        Until <When at={hold.until} />
      </p>
      {mayAdminister && (
        <form onSubmit={submit} className={style.answer}>
          <TextField label="Why it cannot wait" value={reason} onChange={(event) => setReason(event.target.value)} required />
          <Button type="submit" look="primary" busy={override.isPending}>
            Begin now
          </Button>
        </form>
      )}
      <Problem error={override.error} />
    </section>
  );
}
