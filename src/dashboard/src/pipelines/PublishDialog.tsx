import { useState, type SubmitEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, type Wire } from "../api/client";
import { ApiError } from "../api/problem";
import { pipeline, whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { Loaded } from "../ui/Loaded";
import { Notice, Problem } from "../ui/Notice";
import { Conflict } from "./Conflict";
import { Diff } from "./Diff";
import { Findings } from "./Findings";
import { allPipelines, conditionOf, pipelineCheck } from "./pipelineQueries";

const longestNote = 500;

interface PublishDialogProps {
  /** The pipeline that is edited. */
  name: string;
  text: string;
  /** The version that the editing began from; null for a pipeline that is to be new. */
  base: number | null;
  onPublished: (version: Wire<"PipelineView">) => void;
  onClose: () => void;
  /** What the note says at first. */
  about?: string;
  /** Takes what somebody else has published meanwhile into the editor; without it that is not offered. */
  onTakeTheirs?: (theirs: Wire<"PipelineText">) => void;
}

function Changes({ name, text, base }: { name: string; text: string; base: number | null }) {
  const before = useQuery({ ...pipeline(name, base), enabled: base !== null });
  if (base === null) return <Diff label="The new pipeline" from="" to={text} />;
  return <Loaded query={before}>{(found) => <Diff label={`Version ${base} against your text`} from={found.text} to={text} />}</Loaded>;
}

/** What would be published, as a difference to what the editing began from; publishes it unless somebody else was first. */
export function PublishDialog({ name, text, base, onPublished, onClose, about = "", onTakeTheirs }: PublishDialogProps) {
  const [note, setNote] = useState(about);
  const mayPublish = may(useQuery(whoAmI).data, "admin");
  const check = useQuery(pipelineCheck(text)).data;
  // The text says which pipeline it is: under another name it is another pipeline, which is to be new.
  const target = check?.name ?? name;
  const seen = target === name ? base : null;
  const publish = useChange(
    allPipelines,
    () => api.post("/api/v1/pipelines", { body: note === "" ? { text } : { text, note }, headers: conditionOf(seen) }),
    onPublished,
  );
  const isConflict = publish.error instanceof ApiError && publish.error.status === 412;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    publish.mutate(undefined);
  };
  if (isConflict) {
    return (
      <Dialog wide title={`${target} was not published`} onClose={onClose}>
        <Conflict name={target} text={text} base={seen} onTakeTheirs={onTakeTheirs} />
        <DialogActions>
          <Button onClick={onClose}>Back to your text</Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog
      wide
      title={seen === null ? `Publish ${target} as a new pipeline` : `Publish version ${seen + 1} of ${target}`}
      onClose={onClose}
    >
      <form onSubmit={submit} className="stack">
        <Changes name={target} text={text} base={seen} />
        {check && <Findings problems={check.problems} />}
        {!mayPublish && <Notice>Publishing a pipeline takes the role of an administrator.</Notice>}
        <TextField
          label="Why (optional)"
          help="Stands beside the version for those who come after you."
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={longestNote}
        />
        <Problem error={publish.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={publish.isPending} disabled={!mayPublish || check?.isValid !== true}>
            Publish
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
