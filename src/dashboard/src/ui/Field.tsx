import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";
import style from "./Field.module.css";

interface FieldProps {
  label: string;
  help?: ReactNode;
  errors?: string[] | undefined;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

/** A labelled control with its help and what is wrong with it. */
function Field({ label, help, errors, children }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const about = help !== undefined || errors ? `${id}-about` : undefined;
  return (
    <div className={style.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": about, "aria-invalid": errors ? true : undefined })}
      {about !== undefined && (
        <div id={about} className={errors ? style.wrong : style.help}>
          {errors?.join(" ") ?? help}
        </div>
      )}
    </div>
  );
}

export function TextField({ label, help, errors, ...rest }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field label={label} help={help} errors={errors}>
      {(wiring) => <input type="text" autoComplete="off" spellCheck={false} className={style.control} {...rest} {...wiring} />}
    </Field>
  );
}

export function TextArea({ label, help, errors, ...rest }: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field label={label} help={help} errors={errors}>
      {(wiring) => <textarea rows={8} spellCheck={false} className={`${style.control} mono`} {...rest} {...wiring} />}
    </Field>
  );
}

export function Select({ label, help, errors, ...rest }: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field label={label} help={help} errors={errors}>
      {(wiring) => <select className={style.control} {...rest} {...wiring} />}
    </Field>
  );
}

export function Checkbox({ label, ...rest }: { label: string } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className={style.check}>
      <input type="checkbox" {...rest} />
      {label}
    </label>
  );
}
