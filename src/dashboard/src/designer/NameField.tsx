import { useState } from "react";
import { TextField } from "../ui/Field";

interface NameFieldProps {
  label: string;
  name: string;
  help?: string;
  isLocked: boolean;
  problemWith: (name: string) => string | null;
  onRename: (name: string) => void;
}

/** A name that counts when it is whole: with Enter, or when the field is left. */
export function NameField({ label, name, help, isLocked, problemWith, onRename }: NameFieldProps) {
  const [draft, setDraft] = useState<{ of: string; text: string } | null>(null);
  const text = draft?.of === name ? draft.text : name;
  const problem = text === name ? null : problemWith(text);
  const rename = () => {
    if (text !== name && problem === null) onRename(text);
    if (problem !== null) setDraft(null);
  };
  return (
    <TextField
      label={label}
      help={help}
      errors={problem === null ? undefined : [problem]}
      value={text}
      disabled={isLocked}
      onChange={(event) => setDraft({ of: name, text: event.target.value })}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.key === "Enter") rename();
        if (event.key === "Escape") setDraft(null);
      }}
      data-name
    />
  );
}
