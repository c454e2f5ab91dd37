import { useState, type SubmitEvent } from "react";
import { api } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { staleWithApp } from "./staleWithApp";

/** Tells visitors to come back later; what serves runs on. */
export function MaintenanceDialog({ app, onClose }: { app: string; onClose: () => void }) {
  const [message, setMessage] = useState("");
  const begin = useChange(
    staleWithApp,
    () => api.put("/api/v1/apps/{app}/maintenance", { path: { app }, body: { message: message === "" ? null : message } }),
    onClose,
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    begin.mutate(undefined);
  };
  return (
    <Dialog title={`Maintenance of ${app}`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>Visitors get a page that says so, with status 503, until you end it. Containers run on, and deploys go on as usual.</p>
        <TextField
          label="What visitors read"
          help="Left out, the usual words."
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          autoFocus
        />
        <Problem error={begin.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" busy={begin.isPending}>
            Begin
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
