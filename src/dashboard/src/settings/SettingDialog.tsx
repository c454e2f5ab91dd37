import { useState, type SubmitEvent } from "react";
import type { QueryKey } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";

interface SettingDialogProps {
  setting: Wire<"SettingView">;
  /** An app, or all of them. */
  of: string;
  stale: QueryKey;
  set: (value: string) => Promise<unknown>;
  onClose: () => void;
}

/** Gives a setting another value; it holds from the next run on. */
export function SettingDialog({ setting, of, stale, set, onClose }: SettingDialogProps) {
  const [value, setValue] = useState(setting.value);
  const change = useChange(stale, () => set(value), onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate(undefined);
  };
  return (
    <Dialog title={`${setting.name} of ${of}`} onClose={onClose}>
      <form onSubmit={submit}>
        <TextField label="Value" help={setting.description} value={value} onChange={(event) => setValue(event.target.value)} autoFocus />
        <Problem error={change.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={change.isPending}>
            Set
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
