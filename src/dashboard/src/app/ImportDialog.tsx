import { useState, type SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { ApiError } from "../api/problem";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Checkbox, TextArea } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { Changes } from "./Changes";

interface ImportDialogProps {
  app: string;
  onDone: (change: Wire<"ConfigChangeView">) => void;
  onClose: () => void;
}

/** Sets the variables of a .env file, all of them or none. */
export function ImportDialog({ app, onDone, onClose }: ImportDialogProps) {
  const [text, setText] = useState("");
  const [noRestart, setNoRestart] = useState(false);
  const load = useChange(
    ["app", app],
    () => api.post("/api/v1/apps/{app}/config/import", { path: { app }, body: { text, noRestart } }),
    onDone,
  );
  const lines = load.error instanceof ApiError ? Object.entries(load.error.fields) : [];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    load.mutate(undefined);
  };
  return (
    <Dialog title={`Import variables into ${app}`} onClose={onClose} wide>
      <form onSubmit={submit}>
        <TextArea
          label="The .env file"
          help="One NAME=VALUE a line. Variables that it does not name stay as they are; values are never shown in lists, logs or errors."
          rows={10}
          value={text}
          onChange={(event) => setText(event.target.value)}
          required
          autoFocus
        />
        <Checkbox
          label="Leave what serves as it is; the next deploy takes the change along"
          checked={noRestart}
          onChange={(event) => setNoRestart(event.target.checked)}
        />
        <Problem error={load.error} />
        {lines.length > 0 && <Changes changes={lines.map(([line, messages]) => `${line}: ${messages.join(" ")}`)} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={load.isPending}>
            Import
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
