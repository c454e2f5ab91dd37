import { useState, type SubmitEvent } from "react";
import { api } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { PasswordField } from "./PasswordField";
import style from "./People.module.css";

/** Changes one's own password; the one of now is asked for, so that a window left open is not enough. */
export function OwnPassword() {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useChange(
    ["users"],
    () => api.put("/api/v1/whoami/password", { body: { current, password } }),
    // The server has ended every session; the page that it answers with now is the sign-in.
    () => location.reload(),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate(undefined);
  };
  return (
    <form className={`card ${style.form}`} onSubmit={submit}>
      <TextField
        label="Password of now"
        type="password"
        autoComplete="current-password"
        maxLength={256}
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
        required
      />
      <PasswordField label="New password" value={password} onChange={setPassword} />
      <Problem error={change.error} />
      <p className="muted">Afterwards every browser signs in again, this one too. Tokens stay.</p>
      <div className={style.bar}>
        <Button type="submit" busy={change.isPending}>
          Change
        </Button>
      </div>
    </form>
  );
}
