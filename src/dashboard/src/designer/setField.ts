import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import { entry, shortEntry, type Value } from "./printing";
import type { Graph } from "./readGraph";
import { bodyEnd, columnOf, lineEnd, lineStart, pairEnd, type Splice } from "./spans";

/** Keys of a step in the order in which they are written when nothing else is known. */
const order = ["id", "uses", "needs", "join", "foreach", "if", "when", "timeout", "retry", "onFailure", "compensate", "with"];
// A list of ids or of error codes reads best in its line, and so does a place.
const short = new Set(["needs", "on"]);

const nameOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : "");
const keyStart = ({ key }: Pair): number => (isScalar(key) ? (key.range?.[0] ?? 0) : 0);
const rankOf = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);

function isShort(key: string, value: Value, before?: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "string" || !value.includes("\n");
  if (isSeq(before) || isMap(before)) return before.flow === true;
  return short.has(key) || (Array.isArray(value) ? value.length === 0 : "x" in value);
}

const written = (key: string, value: Value, indent: number, before?: unknown): string =>
  isShort(key, value, before) ? scalarOrShort(key, value) : entry(key, value, indent);

// Outside of brackets a text needs fewer quotes.
const scalarOrShort = (key: string, value: Value): string => (typeof value === "object" ? shortEntry(key, value) : entry(key, value, 0));

function added(text: string, map: YAMLMap, key: string, value: Value, isStep: boolean): Splice {
  const pairs = map.items;
  const [first] = pairs;
  const column = first ? columnOf(text, keyStart(first)) : 0;
  const line = written(key, value, column);
  const before = isStep ? pairs.findLast((pair) => rankOf(nameOf(pair)) < rankOf(key)) : pairs.at(-1);
  if (!before) {
    const at = first ? keyStart(first) : 0;
    return { from: at, to: at, insert: `${line}\n${" ".repeat(column)}` };
  }
  const at = bodyEnd(text, pairEnd(text, before), column);
  const gap = column === 0 && !isStep ? "\n\n" : "\n";
  return { from: at, to: at, insert: `${gap}${" ".repeat(column)}${line}` };
}

function removed(text: string, map: YAMLMap, pair: Pair): Splice {
  const [from, end] = [keyStart(pair), pairEnd(text, pair)];
  const start = lineStart(text, from);
  const next = map.items[map.items.indexOf(pair) + 1];
  // The first key of a step shares its line with the dash.
  if (text.slice(start, from).trim() !== "" && next) return { from, to: keyStart(next), insert: "" };
  let line = Math.max(0, start - 1);
  // Parts of the pipeline itself stand apart from one another.
  while (from === start && text[line - 1] === "\n") line--;
  return { from: line, to: lineEnd(text, end), insert: "" };
}

function replaced(text: string, pair: Pair, value: Value): Splice {
  const from = keyStart(pair);
  return { from, to: pairEnd(text, pair), insert: written(nameOf(pair), value, columnOf(text, from), pair.value) };
}

/** What changes in a text when a key of a map is set or, without a value, taken away; null when nothing does. */
export function setIn(text: string, map: YAMLMap, path: readonly string[], value: Value | undefined, isStep = false): Splice | null {
  const [key = "", ...rest] = path;
  const pair = map.items.find((one) => nameOf(one) === key);
  if (rest.length === 0) {
    if (pair && value !== undefined) return replaced(text, pair, value);
    if (pair) return removed(text, map, pair);
    return value === undefined ? null : added(text, map, key, value, isStep);
  }
  const inner = pair?.value;
  const isFilled = isMap(inner) && inner.items.length > 0;
  if (isFilled && inner.flow !== true) {
    const isLast = value === undefined && inner.items.length === 1 && rest.length === 1 && inner.has(rest[0] ?? "");
    return isLast && pair ? removed(text, map, pair) : setIn(text, inner, rest, value);
  }
  const whole = withSet(isFilled ? (inner.toJSON() as Record<string, Value>) : {}, rest, value);
  if (Object.keys(whole).length === 0) return pair ? removed(text, map, pair) : null;
  return pair ? replaced(text, pair, whole) : added(text, map, key, whole, isStep);
}

function withSet(map: Record<string, Value>, [key = "", ...rest]: readonly string[], value: Value | undefined): Record<string, Value> {
  const { [key]: before, ...others } = map;
  if (rest.length > 0) {
    const inner = typeof before === "object" && before !== null && !Array.isArray(before) ? before : {};
    return { ...map, [key]: withSet(inner, rest, value) };
  }
  return value === undefined ? others : { ...map, [key]: value };
}

/** What a key of a map says. */
export function valueIn(map: YAMLMap, path: readonly string[]): Value | undefined {
  const found: unknown = map.getIn(path);
  if (isMap(found) || isSeq(found)) return found.toJSON() as Value;
  return found === undefined || found === null ? undefined : (found as Value);
}

/** Keys of the pipeline itself. */
export const setRoot = ({ text, root }: Graph, path: readonly string[], value: Value | undefined): Splice | null =>
  setIn(text, root, path, value);
