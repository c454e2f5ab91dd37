import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Ban, RotateCw, Undo2 } from "lucide-react";
import { api } from "../api/client";
import { app as appQuery, traffic } from "../api/queries";
import { useChange } from "../api/useChange";
import { RollbackDialog } from "../app/RollbackDialog";
import { useRights } from "../app/useRights";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Problem } from "../ui/Notice";
import { RetryDialog } from "./RetryDialog";
import type { RunTabProps } from "./tabs";
import { wayBack } from "./wayBack";

/** What cancelling means now: once the traffic has moved, above all that it goes back. */
function wordsOf(run: RunTabProps["run"], back: number | undefined): [title: string, text: string, button: string] {
  if (run.state === "needsAttention")
    return [`Give ${run.app} free`, "What the run left behind stays as it is, and the app can be deployed again.", "Give it free"];
  return back === undefined
    ? [`Cancel run ${run.id}`, "It stops, and what it did is undone in reverse order. What serves goes on serving.", "Cancel the run"]
    : [
        `Switch back to v${back}`,
        `All traffic goes to v${back} at once, without losing a request. The run ends, and what else it did is undone.`,
        "Switch back",
      ];
}

interface CancelDialogProps extends RunTabProps {
  back: number | undefined;
  onClose: () => void;
}

function CancelDialog({ run, back, onClose }: CancelDialogProps) {
  const cancel = useChange(["run", run.id], () => api.post("/api/v1/runs/{id}/cancel", { path: { id: run.id } }), onClose);
  const [title, text, button] = wordsOf(run, back);
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <Problem error={cancel.error} />
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button look="danger" busy={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
          {button}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What can be done with a run right now, by the one who looks. */
export function RunActions({ run }: RunTabProps) {
  const { mayDeploy } = useRights(run.app);
  const serving = useQuery(appQuery(run.app)).data?.servingRelease ?? null;
  const back = wayBack(run, useQuery(traffic(run.id)).data);
  const [open, setOpen] = useState<"cancel" | "retry" | "rollback">();
  if (!mayDeploy) return null;
  const close = () => setOpen(undefined);
  const ended = run.isFinished && run.state !== "succeeded" && run.state !== "superseded";
  // What serves is left for what served before it; else the way leads to what this run made.
  const isServing = run.release === serving;
  const canGoBack = run.state === "succeeded" && run.release !== null && serving !== null;
  return (
    <>
      {(!run.isFinished || run.state === "needsAttention") && (
        <Button
          look="danger"
          icon={back === undefined ? <Ban size={15} aria-hidden /> : <Undo2 size={15} aria-hidden />}
          onClick={() => setOpen("cancel")}
        >
          {run.isFinished ? "Give the app free" : back === undefined ? "Cancel" : `Switch back to v${back}`}
        </Button>
      )}
      {ended && (
        <Button icon={<RotateCw size={15} aria-hidden />} onClick={() => setOpen("retry")}>
          Retry
        </Button>
      )}
      {canGoBack && (
        <Button icon={<Undo2 size={15} aria-hidden />} onClick={() => setOpen("rollback")}>
          {isServing ? "Roll back" : `Roll back to v${run.release}`}
        </Button>
      )}
      {open === "cancel" && <CancelDialog run={run} back={back} onClose={close} />}
      {open === "retry" && <RetryDialog run={run} onClose={close} />}
      {open === "rollback" && <RollbackDialog app={run.app} release={isServing ? null : run.release} onClose={close} />}
    </>
  );
}
