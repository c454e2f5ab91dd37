import { useState, type SubmitEvent } from "react";
import { useNavigate } from "react-router";
import { api } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Select } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { stepStatus } from "../ui/status";
import type { RunTabProps } from "./tabs";

/** Lets a run that ended without success go on as a new one. */
export function RetryDialog({ run, onClose }: RunTabProps & { onClose: () => void }) {
  const navigate = useNavigate();
  const [from, setFrom] = useState("");
  const retry = useChange(
    ["app", run.app],
    () => api.post("/api/v1/runs/{id}/retry", { path: { id: run.id }, body: { from: from === "" ? null : from } }),
    (next) => void navigate(`/runs/${next.id}`),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    retry.mutate(undefined);
  };
  return (
    <Dialog title={`Retry run ${run.id}`} onClose={onClose}>
      <form onSubmit={submit}>
        <Select
          label="From"
          help="A new run takes over what this one has done; steps from here on are done again."
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        >
          <option value="">whatever is missing</option>
          {run.steps
            .filter((step) => step.attempt > 0)
            .map((step) => (
              <option key={step.id} value={step.id}>
                {step.id} ({stepStatus(step.state).word})
              </option>
            ))}
        </Select>
        <Problem error={retry.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={retry.isPending}>
            Retry
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
