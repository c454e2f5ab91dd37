import { isCollection, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import type { Graph } from "./readGraph";

export interface Splice {
  from: number;
  to: number;
  insert: string;
}

/** A text with some parts of it replaced; what is not named stays as it is, byte by byte. */
export function spliced(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .sort((one, other) => other.from - one.from)
    .reduce((left, { from, to, insert }) => left.slice(0, from) + insert + left.slice(to), text);
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** The first character of the line after the one at a place; the end of the text on the last one. */
export const nextLine = (text: string, at: number): number => Math.min(text.length, lineEnd(text, at) + 1);

export const columnOf = (text: string, at: number): number => at - lineStart(text, at);

export function lineNumber(text: string, at: number): number {
  let line = 1;
  for (let from = text.indexOf("\n"); from >= 0 && from < at; from = text.indexOf("\n", from + 1)) line++;
  return line;
}

/** Where what a node says ends: without the comments and empty lines behind it. */
export function contentEnd(text: string, node: unknown): number {
  if (!isNode(node) || !node.range) return 0;
  if (isCollection(node) && node.flow !== true && node.items.length > 0) {
    const last = node.items.at(-1);
    return isMap(node) ? pairEnd(text, last as Pair) : contentEnd(text, last);
  }
  const [from, to] = node.range;
  return from + text.slice(from, to).trimEnd().length;
}

/** Where a key and its value end. */
export function pairEnd(text: string, { key, value }: Pair): number {
  const keyEnd = isScalar(key) && key.range ? text.indexOf(":", key.range[1]) + 1 : 0;
  return Math.max(keyEnd, contentEnd(text, value));
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The end of what begins before `end` at a column: the rest of its line, and the comments below that stand deeper than it. */
export function bodyEnd(text: string, end: number, column: number): number {
  let body = lineEnd(text, end);
  for (let at = nextLine(text, end); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    if (line.trim() === "") continue;
    if (!line.trim().startsWith("#") || indentOf(line) <= column) break;
    body = lineEnd(text, at);
  }
  return body;
}

/** The lines of a step: its comments above, its dash, and the line after its end. */
export interface StepSpan {
  lead: number;
  dash: number;
  end: number;
  column: number;
}

function dashOf(graph: Graph, index: number): number {
  const token = graph.list?.srcToken;
  const item = token?.type === "block-seq" ? token.items[index] : undefined;
  return item?.start.find((part) => part.type === "seq-item-ind")?.offset ?? 0;
}

/** Where the steps of a list with dashes stand. */
export function spansOf(graph: Graph): StepSpan[] {
  const { text, list } = graph;
  let before = 0;
  return (list?.items ?? []).map((item, index) => {
    const at = dashOf(graph, index);
    const column = columnOf(text, at);
    const dash = lineStart(text, at);
    let lead = dash;
    while (lead > before) {
      const above = lineStart(text, lead - 1);
      const line = text.slice(above, lead).trim();
      if (above < before || !line.startsWith("#")) break;
      lead = above;
    }
    const end = Math.min(text.length, bodyEnd(text, Math.max(at + 1, contentEnd(text, item)), column) + 1);
    before = end;
    return { lead, dash, end, column };
  });
}

/** The lines of each step, from 1; one that is written between braces has its own, too. */
export function stepLines(graph: Graph): Map<string, { from: number; to: number }> {
  const places = graph.steps.map(({ key, node }) => [key, node.range?.[0] ?? 0, contentEnd(graph.text, node)] as const);
  return new Map(places.map(([key, from, to]) => [key, { from: lineNumber(graph.text, from), to: lineNumber(graph.text, to) }]));
}

/** Whether steps can be taken out and put in line by line. */
export function isBlock({ root, list, steps }: Graph): boolean {
  return root.flow !== true && list?.flow !== true && steps.every(({ node }) => node.flow !== true);
}

/** Writes what stands between braces with dashes; comments stay. */
export function inBlocks({ doc, root, list, steps }: Graph): string {
  for (const node of [root, list, ...steps.map((step) => step.node)] as (YAMLMap | null)[]) if (node) node.flow = false;
  if (isSeq(list)) list.flow = false;
  return doc.toString({ lineWidth: 0, flowCollectionPadding: false });
}
