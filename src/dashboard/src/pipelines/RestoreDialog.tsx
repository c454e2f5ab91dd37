import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { pipeline } from "../api/queries";
import { Dialog } from "../ui/Dialog";
import { Loaded } from "../ui/Loaded";
import { PublishDialog } from "./PublishDialog";

interface RestoreDialogProps {
  newest: Wire<"PipelineView">;
  version: number;
  onClose: () => void;
}

/** Publishes the text of an old version as the newest one. */
export function RestoreDialog({ newest, version, onClose }: RestoreDialogProps) {
  // What was the newest when it was opened: another one that comes meanwhile is the conflict to be told.
  const [base] = useState(newest.version);
  const old = useQuery(pipeline(newest.name, version));
  if (!old.data) {
    return (
      <Dialog wide title={`Restore version ${version} of ${newest.name}`} onClose={onClose}>
        <Loaded query={old}>{() => null}</Loaded>
      </Dialog>
    );
  }
  return (
    <PublishDialog
      name={newest.name}
      text={old.data.text}
      base={base}
      about={`As version ${version}`}
      onPublished={onClose}
      onClose={onClose}
    />
  );
}
