import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api, type Wire } from "../api/client";
import { rollbackPreview } from "../api/queries";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Loaded } from "../ui/Loaded";
import { Notice, Problem } from "../ui/Notice";
import { Changes } from "./Changes";

function Preview({ preview }: { preview: Wire<"RollbackPreview"> }) {
  return (
    <div className="stack">
      <Changes
        changes={[
          preview.changesImage && "another image",
          preview.changesPipeline && "built by another pipeline, or another version of it",
          ...preview.added.map((name) => `${name} is set again`),
          ...preview.removed.map((name) => `${name} is not set any more`),
          ...preview.changed.map((name) => `${name} has another value`),
        ]}
      />
      {preview.undoes === null ? (
        <Notice>It is started anew from its kept image, checked, and then gets the traffic.</Notice>
      ) : (
        <Notice tone="ok">v{preview.to.number} still runs: the traffic is switched back at once.</Notice>
      )}
    </div>
  );
}

interface RollbackDialogProps {
  app: string;
  /** The release to go back to; null for the one that served before. */
  release: number | null;
  onClose: () => void;
}

/** What going back would change, and the button that does it. */
export function RollbackDialog({ app, release, onClose }: RollbackDialogProps) {
  const navigate = useNavigate();
  const preview = useQuery(rollbackPreview(app, release));
  const roll = useChange(
    ["app", app],
    () => api.post("/api/v1/apps/{app}/rollback", { path: { app }, body: { release } }),
    (run) => void navigate(`/runs/${run.id}`),
  );
  return (
    <Dialog
      title={preview.data ? `Roll ${app} back from v${preview.data.from.number} to v${preview.data.to.number}` : `Roll ${app} back`}
      onClose={onClose}
    >
      <Loaded query={preview}>{(found) => <Preview preview={found} />}</Loaded>
      <Problem error={roll.error} />
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" busy={roll.isPending} disabled={!preview.data} onClick={() => roll.mutate(undefined)}>
          {preview.data?.undoes == null ? "Roll back" : "Switch back"}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
