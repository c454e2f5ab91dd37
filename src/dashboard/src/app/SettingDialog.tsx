import { useState, type SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";

/** Gives an app a value of its own; it holds from the next run on. */
export function SettingDialog({ app, setting, onClose }: { app: string; setting: Wire<"SettingView">; onClose: () => void }) {
  const [value, setValue] = useState(setting.value);
  const set = useChange(
    ["app", app],
    () => api.put("/api/v1/apps/{app}/settings/{name}", { path: { app, name: setting.name }, body: { value } }),
    onClose,
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set.mutate(undefined);
  };
  return (
    <Dialog title={`${setting.name} of ${app}`} onClose={onClose}>
      <form onSubmit={submit}>
        <TextField label="Value" help={setting.description} value={value} onChange={(event) => setValue(event.target.value)} autoFocus />
        <Problem error={set.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={set.isPending}>
            Set
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
