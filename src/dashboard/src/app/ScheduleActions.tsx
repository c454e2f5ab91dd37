import { useState } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Confirm } from "../ui/Confirm";
import { Problem } from "../ui/Notice";

/** Pauses, resumes and removes a schedule. */
export function ScheduleActions({ schedule: { app, name, enabled } }: { schedule: Wire<"ScheduleView"> }) {
  const path = { app, name };
  const [removes, setRemoves] = useState(false);
  const change = useChange(["app", app], () => api.patch("/api/v1/apps/{app}/schedules/{name}", { path, body: { enabled: !enabled } }));
  const remove = useChange(["app", app], () => api.delete("/api/v1/apps/{app}/schedules/{name}", { path }));
  return (
    <>
      <Button small busy={change.isPending} onClick={() => change.mutate(undefined)}>
        {enabled ? "Pause" : "Resume"}
        <span className="sr"> {name}</span>
      </Button>{" "}
      <Button small look="danger" onClick={() => setRemoves(true)}>
        Remove<span className="sr"> {name}</span>
      </Button>
      <Problem error={change.error} />
      {removes && (
        <Confirm title={`Remove ${name}`} action="Remove" change={remove} onClose={() => setRemoves(false)}>
          It deploys {app} no more. A run that it started goes on.
        </Confirm>
      )}
    </>
  );
}
