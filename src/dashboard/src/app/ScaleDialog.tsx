import { useState, type SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Checkbox, TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";

interface ScaleDialogProps {
  scale: Wire<"ScaleView">;
  onDone: (answer: Wire<"ScaleView">) => void;
  onClose: () => void;
}

/** Asks for numbers of instances; only those that were changed are sent. */
export function ScaleDialog({ scale: { app, processes }, onDone, onClose }: ScaleDialogProps) {
  const [wanted, setWanted] = useState<Record<string, string>>({});
  const [noRestart, setNoRestart] = useState(false);
  const set = useChange(
    ["app", app],
    () =>
      api.put("/api/v1/apps/{app}/scale", {
        path: { app },
        body: { processes: Object.fromEntries(Object.entries(wanted).map(([name, count]) => [name, Number(count)])), noRestart },
      }),
    (answer) => {
      onDone(answer);
      onClose();
    },
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set.mutate(undefined);
  };
  return (
    <Dialog title={`Instances of ${app}`} onClose={onClose}>
      <form onSubmit={submit}>
        {processes.map(({ name, quantity }, at) => (
          <TextField
            key={name}
            label={name}
            type="number"
            min={name === "web" ? 1 : 0}
            max={100}
            value={wanted[name] ?? quantity}
            onChange={(event) => setWanted({ ...wanted, [name]: event.target.value })}
            required
            autoFocus={at === 0}
          />
        ))}
        <Checkbox
          label="Leave what runs as it is: the next deploy brings it"
          checked={noRestart}
          onChange={(event) => setNoRestart(event.target.checked)}
        />
        <Problem error={set.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={set.isPending} disabled={Object.keys(wanted).length === 0}>
            Set
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
