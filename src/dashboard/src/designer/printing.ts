import { Document, visit } from "yaml";

/** What a form can set; undefined takes a key away. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

const options = { lineWidth: 0, flowCollectionPadding: false };

function scalarText(value: Value): string {
  const doc = new Document([value]);
  if (doc.contents) (doc.contents as { flow?: boolean }).flow = true;
  const text = doc.toString(options).trim();
  return text.includes("\n") ? JSON.stringify(value) : text.slice(1, -1);
}

/** A value in one line, as it may stand between brackets. */
export function inline(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, one]) => `${scalarText(key)}: ${inline(one)}`)
      .join(", ")}}`;
  }
  return scalarText(value);
}

/** A key with its value, in as many lines as it takes; those after the first stand `indent` deep. */
export function entry(key: string, value: Value, indent: number): string {
  const pad = " ".repeat(indent);
  const doc = new Document({ [key]: value });
  // A place reads best in its line.
  visit(doc, { Map: (_, map) => ((map.flow = map.has("x") && map.has("y")), undefined) });
  return doc
    .toString(options)
    .trimEnd()
    .split("\n")
    .map((line, index) => (index === 0 || line === "" ? line : pad + line))
    .join("\n");
}

/** As `entry`, its value in one line. */
export const shortEntry = (key: string, value: Value): string => `${scalarText(key)}: ${inline(value)}`;
