import { useState, type SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Checkbox, TextArea, TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";

interface VariableDialogProps {
  app: string;
  /** The variable; a new one when left out. */
  name?: string;
  unsets: boolean;
  onDone: (change: Wire<"ConfigChangeView">) => void;
  onClose: () => void;
}

/** Sets a variable, or takes it away, and says what that restarts. */
export function VariableDialog({ app, name: known, unsets, onDone, onClose }: VariableDialogProps) {
  const [name, setName] = useState(known ?? "");
  const [value, setValue] = useState("");
  const [noRestart, setNoRestart] = useState(false);
  const change = useChange(
    ["app", app],
    () =>
      api.patch("/api/v1/apps/{app}/config", {
        path: { app },
        body: { noRestart, ...(unsets ? { unset: [name] } : { set: { [name]: value } }) },
      }),
    onDone,
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate(undefined);
  };
  return (
    <Dialog title={unsets ? `Unset ${name}` : known === undefined ? "Set a variable" : `Change ${name}`} onClose={onClose}>
      <form onSubmit={submit}>
        {known === undefined && (
          <TextField
            label="Name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder="DATABASE_URL"
            required
            autoFocus
          />
        )}
        {!unsets && (
          <TextArea
            label={known === undefined ? "Value" : "New value"}
            help="Kept encrypted; in logs it is masked."
            rows={3}
            value={value}
            onChange={(event) => setValue(event.target.value)}
            autoFocus={known !== undefined}
          />
        )}
        <Checkbox
          label="Leave what serves as it is; the next deploy takes the change along"
          checked={noRestart}
          onChange={(event) => setNoRestart(event.target.checked)}
        />
        <Problem error={change.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look={unsets ? "danger" : "primary"} busy={change.isPending}>
            {unsets ? "Unset" : "Set"}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
