import type { Wire } from "../api/client";

/** How an input is asked for. */
export type Control = "text" | "number" | "boolean" | "choice" | "list" | "any";

/** An input of a step kind, as a form asks for it. */
export interface InputField {
  name: string;
  control: Control;
  help: string;
  isRequired: boolean;
  /** What holds when nothing stands there. */
  fallback: string | null;
  choices: string[];
  /** What may stand there, in words; empty for anything. */
  limits: string;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function controlOf(schema: Record<string, unknown>): Control {
  const types = typeof schema.type === "string" ? [schema.type] : listOf(schema.type);
  const choices = listOf(schema.enum);
  if (choices.includes(true)) return "boolean";
  if (choices.length > 0) return "choice";
  if (types.includes("array")) return "list";
  if (types.includes("integer") || (types.includes("number") && typeof schema.pattern === "string" && !schema.pattern.includes("ms|")))
    return "number";
  return types.length > 0 ? "text" : "any";
}

function limitsOf(schema: Record<string, unknown>): string {
  const [least, most] = [schema.minimum, schema.maximum];
  if (typeof least === "number" && typeof most === "number") return `${least} to ${most}`;
  if (typeof least === "number") return `at least ${least}`;
  return typeof most === "number" ? `at most ${most}` : "";
}

function fieldOf(name: string, schema: Record<string, unknown>, isRequired: boolean): InputField {
  // The first way is the value itself; the others are an expression in its place, and nothing.
  const value = record(listOf(schema.anyOf)[0] ?? schema);
  const control = controlOf(value);
  return {
    name,
    control,
    help: typeof schema.description === "string" ? schema.description : "",
    isRequired,
    fallback: typeof schema.default === "string" && schema.default !== "" ? schema.default : null,
    choices: control === "choice" ? listOf(value.enum).map(String) : [],
    limits: limitsOf(value),
  };
}

/** The inputs of a step kind out of their JSON Schema, those first that it cannot do without. */
export function fieldsOf({ inputs }: Pick<Wire<"StepKindView">, "inputs">): InputField[] {
  const schema = record(inputs);
  const required = listOf(schema.required);
  const fields = Object.entries(record(schema.properties)).map(([name, one]) => fieldOf(name, record(one), required.includes(name)));
  return [...fields.filter((field) => field.isRequired), ...fields.filter((field) => !field.isRequired)];
}

/** Names of what steps of a kind make for later ones. */
export const outputsOf = ({ outputs }: Pick<Wire<"StepKindView">, "outputs">): string[] => Object.keys(record(record(outputs).properties));
