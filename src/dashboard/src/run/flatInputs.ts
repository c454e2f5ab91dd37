const text = (value: unknown): string => (typeof value === "string" ? value : value === null ? "" : JSON.stringify(value));

/** Nested inputs as names with dots, e.g. `settings.waitToRetire`, in the order in which they stand. */
export function flatInputs(inputs: unknown, prefix = ""): [name: string, value: string][] {
  if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs)) return prefix === "" ? [] : [[prefix, text(inputs)]];
  return Object.entries(inputs).flatMap(([name, value]) => flatInputs(value, prefix === "" ? name : `${prefix}.${name}`));
}
