import { useState, type SubmitEvent } from "react";
import { useNavigate } from "react-router";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Select } from "../ui/Field";
import { Notice, Problem } from "../ui/Notice";
import { usePromotionTargets } from "./usePromotionTargets";

/** Deploys a release's image to another app, e.g. from staging to production. */
export function PromoteDialog({ release, onClose }: { release: Wire<"ReleaseView">; onClose: () => void }) {
  const navigate = useNavigate();
  const targets = usePromotionTargets(release.app);
  const [chosen, setChosen] = useState("");
  const target = targets.find((app) => app.name === chosen) ?? targets[0];
  const promote = useChange(
    ["apps"],
    (app: string) => api.post("/api/v1/apps/{app}/promote", { path: { app }, body: { from: release.app, release: release.number } }),
    (run) => void navigate(`/runs/${run.id}`),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (target) promote.mutate(target.name);
  };
  return (
    <Dialog title={`Promote v${release.number} of ${release.app}`} onClose={onClose}>
      <form onSubmit={submit}>
        {target ? (
          <>
            <Select label="To" value={target.name} onChange={(event) => setChosen(event.target.value)}>
              {targets.map((app) => (
                <option key={app.name}>{app.name}</option>
              ))}
            </Select>
            <Notice>
              {target.name}
              {target.servingRelease === null ? " serves nothing yet" : ` serves v${target.servingRelease}`}. It gets this image, which is
              not built again, with its own variables and settings; it is checked before it gets the traffic.
            </Notice>
          </>
        ) : (
          <Notice>There is no other app that you may deploy.</Notice>
        )}
        <Problem error={promote.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={promote.isPending} disabled={!target}>
            Promote
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
