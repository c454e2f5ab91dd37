import { useState } from "react";
import { Checkbox, TextField } from "../ui/Field";

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}

/** A password that is chosen here; it can be looked at before it is sent. */
export function PasswordField({ label, value, onChange, autoFocus }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <TextField
        label={label}
        help="At least 12 characters."
        type={shown ? "text" : "password"}
        autoComplete="new-password"
        minLength={12}
        maxLength={256}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        required
        autoFocus={autoFocus}
      />
      <Checkbox label="Show it" checked={shown} onChange={(event) => setShown(event.target.checked)} />
    </>
  );
}
