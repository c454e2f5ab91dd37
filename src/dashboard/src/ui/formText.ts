/** A field's text without blanks around it. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** The same, null when nothing was written. */
export function textOrNull(form: FormData, name: string): string | null {
  return textOf(form, name) || null;
}

/** A moment as the browser's own field gives it, in this computer's time, as the API takes it. */
export function momentOf(form: FormData, name: string): string | null {
  const text = textOf(form, name);
  return text === "" ? null : new Date(text).toISOString();
}
