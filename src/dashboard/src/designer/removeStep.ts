import { blocksOnly, type Edited } from "./insertSteps";
import { neededNow, withNeeds } from "./needs";
import { readGraph, type Graph } from "./readGraph";
import { setRoot } from "./setField";
import { lineEnd, lineStart, nextLine, spansOf, spliced } from "./spans";

function cut(graph: Graph, index: number): string {
  const { text } = graph;
  const spans = spansOf(graph);
  const span = spans[index];
  if (!span) return text;
  let { lead: from, end: to } = span;
  const isBlank = (at: number) => text.slice(at, lineEnd(text, at)).trim() === "";
  if (index + 1 < spans.length) while (to < text.length && isBlank(to)) to = nextLine(text, to);
  else while (from > 0 && isBlank(lineStart(text, from - 1))) from = lineStart(text, from - 1);
  return spliced(text, [{ from, to, insert: "" }]);
}

/** Takes a step out; what needed it needs what it needed. */
export function removeStep(given: Graph, key: string): Edited {
  const graph = blocksOnly(given);
  const index = graph.steps.findIndex((step) => step.key === key);
  const step = graph.steps[index];
  if (!step) return { text: given.text, select: null };
  const wanted = neededNow(graph);
  wanted.delete(key);
  for (const other of graph.steps) {
    if (other === step || !other.needs.includes(step.id)) continue;
    wanted.set(other.key, [...new Set(other.needs.flatMap((need) => (need === step.id ? step.needs : [need])))]);
  }
  const text = withNeeds(cut(graph, index), wanted);
  const left = readGraph(text).graph;
  const place = left?.places.has(step.id) === true ? setRoot(left, ["layout", step.id], undefined) : null;
  return { text: place ? spliced(text, [place]) : text, select: (graph.steps[index + 1] ?? graph.steps[index - 1])?.key ?? null };
}

/** Writes down where a step is drawn. */
export function moveStep(graph: Graph, id: string, { x, y }: { x: number; y: number }): string {
  const place = setRoot(graph, ["layout", id], { x: Math.round(x), y: Math.round(y) });
  return place ? spliced(graph.text, [place]) : graph.text;
}

/** Leaves all places to the page again. */
export function forgetPlaces(graph: Graph): string {
  const layout = setRoot(graph, ["layout"], undefined);
  return layout ? spliced(graph.text, [layout]) : graph.text;
}
