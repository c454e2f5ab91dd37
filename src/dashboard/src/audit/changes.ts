/** One detail of what was done: a field and what it was and is, or a word about it. */
export interface Detail {
  name: string;
  before: string | undefined;
  after: string | undefined;
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((one) => textOf(one) ?? "–").join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

const isChange = (value: unknown): value is { before: unknown; after: unknown } =>
  typeof value === "object" && value !== null && "before" in value && "after" in value;

/** What an entry of the audit holds, without the fields that were empty and are. */
export function detailsOf(details: unknown): Detail[] {
  if (typeof details !== "object" || details === null || Array.isArray(details)) return [];
  return Object.entries(details)
    .map(([name, value]) => {
      const { before, after } = isChange(value) ? value : { before: undefined, after: value as unknown };
      return { name, before: textOf(before), after: textOf(after) };
    })
    .filter(({ before, after }) => before !== undefined || after !== undefined);
}
