import { useState, type SubmitEvent } from "react";
import type { Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TextArea, TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { addKey, needsToken } from "./newKey";

// A token may have been made as well.
const everything: never[] = [];

/** Adds a public key of one's own. */
export function AddKeyDialog({ who, onClose }: { who: Wire<"WhoAmI">; onClose: () => void }) {
  const [key, setKey] = useState("");
  const [name, setName] = useState("");
  const add = useChange(everything, () => addKey(who, { key, name }), onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.mutate(undefined);
  };
  return (
    <Dialog title="An SSH key of yours" onClose={onClose}>
      <form onSubmit={submit}>
        <TextArea
          label="Public key"
          help="The one line of a file that ends in .pub, e.g. ~/.ssh/id_ed25519.pub."
          rows={4}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          required
          autoFocus
        />
        <TextField
          label="Name"
          help="Left out, the comment behind the key."
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {needsToken(who) && (
          <p className="muted">
            A key belongs to a token: one of yours is made for it, with your rights, for a year. Revoking it ends the key.
          </p>
        )}
        <Problem error={add.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={add.isPending}>
            Add
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
