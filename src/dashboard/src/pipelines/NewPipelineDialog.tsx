import { useState, type SubmitEvent } from "react";
import { useNavigate } from "react-router";
import type { Wire } from "../api/client";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Select } from "../ui/Field";

const sample = "blue-green";

/** Asks what a new pipeline begins with, and opens the designer with that; nothing is published before one says so there. */
export function NewPipelineDialog({ pipelines, onClose }: { pipelines: readonly Wire<"PipelineView">[]; onClose: () => void }) {
  const navigate = useNavigate();
  const [from, setFrom] = useState(pipelines.some((one) => one.name === sample) ? sample : "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void navigate(from === "" ? "/pipelines/new" : `/pipelines/new?from=${encodeURIComponent(from)}`);
  };
  return (
    <Dialog title="New pipeline" onClose={onClose}>
      <form onSubmit={submit}>
        <Select
          label="Begin with"
          help={pipelines.find((one) => one.name === from)?.description ?? "Nothing but a name: put the steps together yourself."}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          autoFocus
        >
          {pipelines.map((one) => (
            <option key={one.name} value={one.name}>
              a copy of {one.name}
            </option>
          ))}
          <option value="">nothing</option>
        </Select>
        <p className="muted">It opens in the designer. Nothing is published, and no app uses it, before you say so.</p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary">
            Open the designer
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
