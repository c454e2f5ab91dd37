import { useState } from "react";
import type { Wire } from "../api/client";
import { Button } from "../ui/Button";
import { CopyBlock } from "../ui/CopyBlock";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TokenForm } from "./TokenForm";
import { TokenSecret } from "./TokenSecret";
import style from "./People.module.css";

function Made({ made, onClose }: { made: Wire<"NewTokenView">; onClose: () => void }) {
  return (
    <div className={style.secret}>
      <TokenSecret name={made.token.name} secret={made.secret} />
      <p>This asks for it, and signs pdeploy in:</p>
      <CopyBlock label="Sign pdeploy in" text={`pdeploy login ${location.origin}`} />
      <p>Git takes it as the password, with any user name; programs send it as</p>
      <CopyBlock label="Header of a request" text="Authorization: Bearer <secret>" />
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </div>
  );
}

/** Makes a token, and shows its secret this once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<Wire<"NewTokenView">>();
  return (
    <Dialog title={made ? "The new token" : "New token"} onClose={onClose} wide={made !== undefined}>
      {made ? <Made made={made} onClose={onClose} /> : <TokenForm onMade={setMade} onClose={onClose} />}
    </Dialog>
  );
}
