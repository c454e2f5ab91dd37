import type { Value } from "./printing";
import { readGraph, type Graph } from "./readGraph";
import { setIn } from "./setField";
import type { Block } from "./insertSteps";
import { spliced } from "./spans";

export const graphOf = (text: string): Graph => {
  const { graph, problem } = readGraph(text);
  if (!graph) throw new Error(`line ${problem.line}: ${problem.message}\n${text}`);
  return graph;
};
export const needs = (text: string) => Object.fromEntries(graphOf(text).steps.map((step) => [step.key, step.needs]));
export const approve: Block = { id: "approve", lines: ["- id: approve", "  uses: approve"] };
export const set = (text: string, key: string, path: string[], value: Value | undefined) => {
  const step = graphOf(text).steps.find((one) => one.key === key);
  const splice = step && setIn(text, step.node, path, value, true);
  return splice ? spliced(text, [splice]) : text;
};
/** Lines that an edit took away and that it put in. */
export const changes = (from: string, to: string) => {
  const [old, now] = [from.split("\n"), to.split("\n")];
  const more = (lines: string[], others: string[]) => {
    const left = [...others];
    return lines.filter((line) => line !== "" && (left.includes(line) ? (left.splice(left.indexOf(line), 1), false) : true));
  };
  return { gone: more(old, now).sort(), come: more(now, old).sort() };
};
