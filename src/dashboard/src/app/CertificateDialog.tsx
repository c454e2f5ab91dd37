import { useState, type SubmitEvent } from "react";
import { api } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TextArea } from "../ui/Field";
import { Problem } from "../ui/Notice";

/** Gives an app's domains a certificate; those that it names get it. */
export function CertificateDialog({ app, onClose }: { app: string; onClose: () => void }) {
  const [chain, setChain] = useState("");
  const [key, setKey] = useState("");
  const set = useChange(["app", app], () => api.put("/api/v1/apps/{app}/certificates", { path: { app }, body: { chain, key } }), onClose);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set.mutate(undefined);
  };
  return (
    <Dialog title={`A certificate for ${app}`} onClose={onClose} wide>
      <form onSubmit={submit}>
        <TextArea
          label="Certificate chain (PEM)"
          help="The certificate itself first. Every domain of the app that it names gets it."
          value={chain}
          onChange={(event) => setChain(event.target.value)}
          required
          autoFocus
        />
        <TextArea
          label="Private key (PEM)"
          help="Kept encrypted and never shown again."
          value={key}
          onChange={(event) => setKey(event.target.value)}
          required
        />
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
