import { useState, type SubmitEvent } from "react";
import { api } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { PasswordField } from "./PasswordField";
import { RightsFields } from "./RightsFields";
import { bodyOf, noRights, type Draft } from "./rights";

/** Makes a user; the password is told to that person, who can change it. */
export function CreateUserDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [rights, setRights] = useState<Draft>({ ...noRights, role: "deployer" });
  const create = useChange(["users"], () => api.post("/api/v1/users", { body: { name, password, ...bodyOf(rights) } }), onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate(undefined);
  };
  return (
    <Dialog title="New user" onClose={onClose}>
      <form onSubmit={submit}>
        <TextField
          label="Name"
          help="Small letters, digits, dots, dashes and underscores."
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={63}
          autoCapitalize="none"
          required
          autoFocus
        />
        <PasswordField label="First password" value={password} onChange={setPassword} />
        <RightsFields rights={rights} onChange={setRights} />
        <Problem error={create.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            Create
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
