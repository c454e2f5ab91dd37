import { parseDocument, stringify } from "yaml";
import type { Value } from "./printing";
import type { Control } from "./schemaForm";

export const isExpression = (value: Value | undefined): boolean => typeof value === "string" && value.includes("${{");

/** A value as it stands in a field. */
export function shown(value: Value | undefined, control: Control): string {
  if (value === undefined || value === null) return "";
  if (control === "list" && Array.isArray(value) && value.every((one) => typeof one !== "object" && !String(one).includes("\n"))) {
    return value.map(String).join("\n");
  }
  return typeof value === "object" ? stringify(value, { lineWidth: 0 }).trimEnd() : String(value);
}

const looksLikeYaml = (text: string): boolean => /^\s*(- |\[|\{)/.test(text) || /^[\w"'.-]+:(\s|$)/m.test(text);

function yamlOf(text: string): Value | undefined {
  const doc = parseDocument(text);
  return doc.errors.length > 0 ? undefined : (doc.toJS() as Value);
}

const numberPattern = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

/** What a field says; undefined for nothing. A list or a map that cannot be read stays the text that it is. */
export function read(text: string, control: Control): Value | undefined {
  if (text.trim() === "") return undefined;
  if (text.includes("${{") && !text.includes("\n")) return text;
  if (control === "list") {
    const whole = /^\s*(- |\[)/.test(text) ? yamlOf(text) : undefined;
    return Array.isArray(whole)
      ? whole
      : text
          .split("\n")
          .filter((line) => line.trim() !== "")
          .map((line) => line.trim());
  }
  if (control === "boolean" && (text === "true" || text === "false")) return text === "true";
  if (numberPattern.test(text) && control !== "choice") return text.length < 16 ? Number(text) : text;
  if (control === "any" && looksLikeYaml(text)) return yamlOf(text) ?? text;
  return text;
}
