import { useState, type SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { textOf, textOrNull } from "../ui/formText";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Select, TextArea, TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";

const wanted = (form: FormData): Wire<"SetGitAccess"> =>
  form.get("kind") === "key"
    ? { key: `${textOf(form, "key")}\n`, knownHosts: textOrNull(form, "knownHosts") }
    : { token: textOf(form, "token"), user: textOrNull(form, "user") };

function TokenFields() {
  return (
    <>
      <TextField label="Token" name="token" type="password" help="It may read the repository; to tell of statuses, write those." required />
      <TextField label="User name" name="user" help="Left out, git, which most hosts take." />
    </>
  );
}

function KeyFields() {
  return (
    <>
      <TextArea label="Private key" name="key" rows={5} help="OpenSSH's or PEM form, without a passphrase." required />
      <TextArea
        label="Known hosts"
        name="knownHosts"
        rows={3}
        help="What ssh-keyscan says of the host, once you have compared it."
        required
      />
    </>
  );
}

/** Gives an app a token or a key for a host of repositories; it is kept encrypted and never shown again. */
export function GitAccessDialog({ app, onClose }: { app: string; onClose: () => void }) {
  const [kind, setKind] = useState("token");
  const set = useChange(
    ["app", app],
    (form: FormData) => api.put("/api/v1/apps/{app}/git-access/{host}", { path: { app, host: textOf(form, "host") }, body: wanted(form) }),
    onClose,
  );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    set.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={`A sign-in to a git host for ${app}`} onClose={onClose}>
      <form onSubmit={submit}>
        <TextField
          label="Host"
          name="host"
          placeholder="git.example.com"
          help="With its port when that is not the usual one."
          required
          autoFocus
        />
        <Select label="By" name="kind" value={kind} onChange={(event) => setKind(event.target.value)}>
          <option value="token">a token, over https</option>
          <option value="key">a key, over ssh</option>
        </Select>
        {kind === "token" ? <TokenFields /> : <KeyFields />}
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
