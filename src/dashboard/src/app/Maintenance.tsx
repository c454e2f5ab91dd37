import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Notice, Problem } from "../ui/Notice";
import { staleWithApp } from "./staleWithApp";
import { useRights } from "./useRights";

/** Says that visitors are kept away, why, and lets them in again. */
export function Maintenance({ app, maintenance }: { app: string; maintenance: Wire<"MaintenanceView"> }) {
  const { mayDeploy } = useRights(app);
  const end = useChange(staleWithApp, () => api.delete("/api/v1/apps/{app}/maintenance", { path: { app } }));
  return (
    <Notice tone="wait">
      <strong>Maintenance: visitors do not get this app.</strong> {maintenance.message}{" "}
      {maintenance.by != null && <span className="muted">Begun by {maintenance.by}.</span>}{" "}
      {mayDeploy && (
        <Button small busy={end.isPending} onClick={() => end.mutate(undefined)}>
          Let visitors in again
        </Button>
      )}
      <Problem error={end.error} />
    </Notice>
  );
}
