import { useState, type SubmitEvent } from "react";
import { useNavigate } from "react-router";
import { api } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";

/** Asks for a new app's name and goes to its page. */
export function CreateAppDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [domains, setDomains] = useState("");
  const create = useChange(
    ["apps"],
    () => {
      const wanted = domains.split(/[\s,]+/).filter((domain) => domain !== "");
      return api.post("/api/v1/apps", { body: wanted.length > 0 ? { name, domains: wanted } : { name } });
    },
    (app) => void navigate(`/apps/${app.name}`),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate(undefined);
  };
  return (
    <Dialog title="New app" onClose={onClose}>
      <form onSubmit={submit}>
        <TextField
          label="Name"
          help="Small letters, digits and hyphens; often <name>-<environment>, e.g. shop-production."
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={63}
          required
          autoFocus
        />
        <TextField
          label="Domains"
          help={`Host names that it answers to, parted by blanks. Without any it is ${name === "" ? "<name>" : name}.localhost.`}
          value={domains}
          onChange={(event) => setDomains(event.target.value)}
        />
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
