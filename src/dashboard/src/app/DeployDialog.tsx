import { useState, type SubmitEvent } from "react";
import { useNavigate } from "react-router";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Select, TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { queryOf, type DeployForm, type SourceKind } from "./deploySources";

interface DeployDialogProps {
  app: Wire<"AppView">;
  onClose: () => void;
}

interface SourceProps {
  form: DeployForm;
  onChange: (form: DeployForm) => void;
}

function Source({ form, onChange }: SourceProps) {
  if (form.kind === "rebuild")
    return <p>What serves is built from the same source and deployed anew, with the config and settings of now.</p>;
  if (form.kind === "image") {
    return (
      <TextField
        label="Image"
        required
        placeholder="registry.example.com/acme/shop:1.2"
        value={form.image}
        onChange={(event) => onChange({ ...form, image: event.target.value })}
      />
    );
  }
  return (
    <>
      <TextField
        label="Branch, tag or commit"
        required
        value={form.ref}
        onChange={(event) => onChange({ ...form, ref: event.target.value })}
      />
      <TextField
        label="Repository"
        help="Left out, the app's setting gitUrl."
        placeholder="https://github.com/acme/shop.git"
        value={form.git}
        onChange={(event) => onChange({ ...form, git: event.target.value })}
      />
    </>
  );
}

/** Starts a deploy of what the server can fetch by itself; a folder comes by the CLI or by git push. */
export function DeployDialog({ app, onClose }: DeployDialogProps) {
  const navigate = useNavigate();
  const canRebuild = app.servingRelease !== null;
  const [form, setForm] = useState<DeployForm>({ kind: canRebuild ? "rebuild" : "git", ref: "main", git: "", image: "" });
  const start = useChange(
    ["app", app.name],
    () => api.post("/api/v1/apps/{app}/deploys", { path: { app: app.name }, query: queryOf(form) }),
    (run) => void navigate(`/runs/${run.id}`),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    start.mutate(undefined);
  };
  return (
    <Dialog title={`Deploy ${app.name}`} onClose={onClose}>
      <form onSubmit={submit}>
        <Select label="What" value={form.kind} onChange={(event) => setForm({ ...form, kind: event.target.value as SourceKind })} autoFocus>
          {canRebuild && <option value="rebuild">What serves, once more</option>}
          <option value="git">A git repository</option>
          <option value="image">An image</option>
        </Select>
        <Source form={form} onChange={setForm} />
        <Problem error={start.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={start.isPending}>
            Deploy
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
