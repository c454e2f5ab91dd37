import { useState, type SubmitEvent } from "react";
import { api } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Problem } from "../ui/Notice";
import { PasswordField } from "./PasswordField";

/** Gives somebody another password, e.g. when it was forgotten. */
export function PasswordDialog({ user, onClose }: { user: string; onClose: () => void }) {
  const [password, setPassword] = useState("");
  const set = useChange(["users"], () => api.put("/api/v1/users/{name}/password", { path: { name: user }, body: { password } }), onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set.mutate(undefined);
  };
  return (
    <Dialog title={`Another password for ${user}`} onClose={onClose}>
      <form onSubmit={submit}>
        <PasswordField label="New password" value={password} onChange={setPassword} autoFocus />
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
