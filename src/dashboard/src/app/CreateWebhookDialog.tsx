import { useState, type SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Checkbox, Select, TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { gitHosts } from "./gitHosts";

interface CreateWebhookDialogProps {
  app: string;
  onMade: (hook: Wire<"WebhookView">) => void;
  onClose: () => void;
}

const patterns = (text: string) => text.split(/[\s,]+/).filter((pattern) => pattern !== "");

function wanted(form: FormData): Wire<"CreateWebhook"> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const list = (name: string) => (text(name) === "" ? null : patterns(text(name)));
  return {
    host: text("host"),
    repository: text("repository") === "" ? null : text("repository"),
    branches: list("branches"),
    tags: list("tags"),
    paths: list("paths"),
    releases: form.get("releases") !== null,
  };
}

/** Makes an address for a git host; what to fill in there is shown afterwards. */
export function CreateWebhookDialog({ app, onMade, onClose }: CreateWebhookDialogProps) {
  const [host, setHost] = useState("github");
  const create = useChange(
    ["app", app],
    (form: FormData) => api.post("/api/v1/apps/{app}/webhooks", { path: { app }, body: wanted(form) }),
    onMade,
  );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={`A webhook for ${app}`} onClose={onClose}>
      <form onSubmit={submit}>
        <Select label="Who sends" name="host" value={host} onChange={(event) => setHost(event.target.value)} autoFocus>
          {gitHosts.map((one) => (
            <option key={one.host} value={one.host}>
              {one.title}
            </option>
          ))}
        </Select>
        <TextField
          label="Repository"
          name="repository"
          placeholder="https://github.com/acme/shop.git"
          help="Left out, the app's setting gitUrl."
        />
        <TextField
          label="Branches"
          name="branches"
          placeholder="main release/*"
          help="Left out, the app's setting deployBranch. * is anything but /."
        />
        <TextField label="Tags" name="tags" placeholder="v*" help="Left out, no tag deploys." />
        <TextField label="Files" name="paths" placeholder="src/**" help="When given, only pushes that change such a file deploy." />
        <Checkbox label="Published releases deploy their tag" name="releases" />
        <Problem error={create.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            Make it
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
