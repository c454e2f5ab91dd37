import { useState } from "react";
import { Select, TextArea, TextField } from "../ui/Field";
import { isExpression, read, shown } from "./fieldValues";
import type { Value } from "./printing";
import type { Control, InputField } from "./schemaForm";

interface InputControlProps {
  field: InputField;
  value: Value | undefined;
  isLocked: boolean;
  onChange: (value: Value | undefined) => void;
}

/** What is typed stays as it was typed as long as it says what the text of the pipeline says. */
function useDraft(value: Value | undefined, control: Control, onChange: InputControlProps["onChange"]) {
  const [draft, setDraft] = useState<string | null>(null);
  const isCurrent = draft !== null && JSON.stringify(read(draft, control)) === JSON.stringify(value);
  const type = (text: string) => {
    setDraft(text);
    onChange(read(text, control));
  };
  return [isCurrent ? draft : shown(value, control), type] as const;
}

function helpOf({ help, control, limits, fallback }: InputField): string {
  const how = control === "list" ? "One a line." : control === "any" ? "A text; lists and maps as YAML." : "";
  const range = limits === "" ? "" : `From ${limits}.`.replace("From at", "At");
  const without = fallback === null ? "" : `Without it: ${fallback}.`;
  return [help, how, range, without].filter((part) => part !== "").join(" ");
}

/** One input of a step. An expression can stand in place of every value. */
export function InputControl({ field, value, isLocked, onChange }: InputControlProps) {
  const [text, type] = useDraft(value, field.control, onChange);
  const [wantsText, setWantsText] = useState(false);
  const { control, choices, fallback, isRequired, name } = field;
  const label = isRequired ? `${name} (required)` : name;
  const help = helpOf(field);
  const options = control === "boolean" ? ["true", "false"] : choices;
  const isChosen = options.length > 0 && !wantsText && !isExpression(value) && (text === "" || options.includes(text));
  if (isChosen) {
    return (
      <Select
        label={label}
        help={help}
        value={text}
        disabled={isLocked}
        onChange={(event) => (event.target.value === "${{" ? setWantsText(true) : type(event.target.value))}
      >
        <option value="">{fallback === null ? "not said" : `${fallback} (as it is without it)`}</option>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
        <option value="${{">an expression …</option>
      </Select>
    );
  }
  const shared = { label, help, value: text, disabled: isLocked, placeholder: options.length > 0 ? "${{ inputs.… }}" : (fallback ?? "") };
  if ((control === "list" || control === "any") && !isExpression(value)) {
    const rows = Math.min(8, text.split("\n").length + (control === "list" ? 1 : 0));
    return <TextArea {...shared} rows={rows} onChange={(event) => type(event.target.value)} />;
  }
  return <TextField {...shared} onChange={(event) => type(event.target.value)} />;
}
