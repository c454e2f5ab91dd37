import { isMap } from "yaml";
import { freeId, renamedIn } from "./ids";
import { neededNow, withNeeds } from "./needs";
import { readGraph, type Graph } from "./readGraph";
import { inBlocks, isBlock, pairEnd, spansOf, spliced } from "./spans";

/** Where a step is put: beside another one, on the way between two, or behind all others. */
export type Spot = { before: string } | { after: string } | { between: [string, string] } | "end";

export interface Edited {
  text: string;
  /** The step to look at then. */
  select: string | null;
}

/** A step as lines without their indentation, the first beginning with its dash (or with comments above it). */
export interface Block {
  id: string;
  lines: string[];
}

/** The graph of the same pipeline, each step in lines of its own. */
export function blocksOnly(graph: Graph): Graph {
  return isBlock(graph) ? graph : (readGraph(inBlocks(graph)).graph ?? graph);
}

const indented = (lines: readonly string[], column: number): string =>
  lines.map((line) => (line === "" ? "\n" : `${" ".repeat(column)}${line}\n`)).join("");

function intoEmpty(graph: Graph, blocks: readonly Block[]): string {
  const { text, root } = graph;
  const body = `steps:\n${blocks.map(({ lines }) => indented(lines, 2)).join("\n")}`;
  const pair = root.items.find(({ key }) => String(key) === "steps");
  if (!pair) return `${text.trimEnd()}\n\n${body}`;
  const key = pair.key as { range?: [number, number, number] };
  return spliced(text, [{ from: key.range?.[0] ?? 0, to: pairEnd(text, pair), insert: body.trimEnd() }]);
}

function putIn(graph: Graph, blocks: readonly Block[], index: number, isBefore: boolean): string {
  const { text } = graph;
  const spans = spansOf(graph);
  const span = spans[index];
  if (!span) return intoEmpty(graph, blocks);
  const isAiry = spans.length === 1 || spans.some(({ end }, at) => at + 1 < spans.length && text[end] === "\n");
  const gap = isAiry ? "\n" : "";
  const whole = blocks.map(({ lines }) => indented(lines, span.column)).join(gap);
  if (isBefore) return spliced(text, [{ from: span.lead, to: span.lead, insert: whole + gap }]);
  const begin = text[span.end - 1] === "\n" ? "" : "\n";
  return spliced(text, [{ from: span.end, to: span.end, insert: begin + gap + whole }]);
}

const swapped = (needs: readonly string[], from: string, to: string): string[] => [
  ...new Set(needs.map((one) => (one === from ? to : one))),
];

/** Puts steps, one behind the other, at a spot; what was there comes after them as it came after one another before. */
export function insertSteps(given: Graph, blocks: readonly Block[], spot: Spot): Edited {
  const graph = blocksOnly(given);
  const { steps } = graph;
  const [first, last] = [blocks[0]?.id ?? "", blocks.at(-1)?.id ?? ""];
  const named = spot === "end" ? undefined : "before" in spot ? spot.before : "after" in spot ? spot.after : spot.between[1];
  const found = steps.findIndex((step) => step.key === named);
  // Behind all that do the work; what runs last stays last.
  const at = found >= 0 ? found : steps.findLastIndex((step) => !step.runsAlways);
  const target = steps[at];
  const wanted = neededNow(graph);
  const isBefore = spot !== "end" && !("after" in spot) && found >= 0;
  if (!target) return { text: steps.length === 0 ? intoEmpty(graph, blocks) : putIn(graph, blocks, 0, true), select: first };
  if (spot !== "end" && "between" in spot) {
    wanted.set(first, [spot.between[0]]);
    wanted.set(target.key, swapped(target.needs, spot.between[0], last));
  } else if (isBefore) {
    wanted.set(first, target.needs);
    wanted.set(target.key, [last]);
  } else {
    const isEnd = spot === "end";
    const needed = new Set(steps.flatMap((step) => (step.runsAlways ? [] : step.needs)));
    wanted.set(first, isEnd ? steps.filter((step) => !step.runsAlways && !needed.has(step.id)).map((step) => step.id) : [target.id]);
    for (const step of steps)
      if (!isEnd && !step.runsAlways && step.needs.includes(target.id)) wanted.set(step.key, swapped(step.needs, target.id, last));
  }
  return { text: withNeeds(putIn(graph, blocks, at, isBefore), followed(wanted, steps, target.id, last, isBefore)), select: first };
}

// What runs last needs the step before it because of its place only: it goes along.
function followed(
  wanted: Map<string, string[]>,
  steps: Graph["steps"],
  target: string,
  last: string,
  isBefore: boolean,
): Map<string, string[]> {
  if (!isBefore) {
    for (const step of steps) if (step.runsAlways && !step.saysNeeds && step.needs[0] === target) wanted.set(step.key, [last]);
  }
  return wanted;
}

/** A step's lines as they can be put somewhere else. */
export function blockOf(given: Graph, key: string): Block | null {
  const graph = blocksOnly(given);
  const index = graph.steps.findIndex((step) => step.key === key);
  const [step, span] = [graph.steps[index], spansOf(graph)[index]];
  if (!step || !span) return null;
  const lines = graph.text.slice(span.lead, span.end).trimEnd().split("\n");
  return { id: step.id, lines: lines.map((line) => line.slice(Math.min(span.column, line.length - line.trimStart().length))) };
}

/** Steps out of a text that was copied, under ids that are free here; null when it holds none. */
export function pastedBlocks(graph: Graph, copied: string): Block[] | null {
  const listed = readGraph(
    `steps:\n${copied
      .split("\n")
      .map((line) => `  ${line}`)
      .join("\n")}\n`,
  ).graph;
  if (!listed?.list || listed.steps.length === 0 || listed.steps.some((step) => step.uses === "") || !isMap(listed.root)) return null;
  const taken = new Set(graph.steps.map((step) => step.id));
  const names = new Map<string, string>();
  for (const { id } of listed.steps) {
    const free = freeId(id, taken);
    taken.add(free);
    names.set(id, free);
  }
  let text = listed.text;
  for (const [id, free] of names) {
    const now = readGraph(text).graph;
    const key = now?.steps.find((step) => step.id === id)?.key;
    if (now && key !== undefined && id !== free) text = renamedIn(now, key, free);
  }
  const whole = readGraph(text).graph;
  const known = new Set(names.values());
  return (whole?.steps ?? []).flatMap((step) => {
    const isOwn = step.needs.every((need) => known.has(need));
    const block = whole && blockOf(whole, step.key);
    return block
      ? [isOwn || !step.saysNeeds ? block : { ...block, lines: block.lines.filter((line) => !/^( {2}|- )needs:/.test(line)) }]
      : [];
  });
}
