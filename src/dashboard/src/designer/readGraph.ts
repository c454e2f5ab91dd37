import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type YAMLMap, type YAMLSeq } from "yaml";

/** A step as it is written, with what the canvas draws of it. */
export interface Step {
  /** Its id; the first of two steps with one id has it plain. */
  key: string;
  id: string;
  uses: string;
  /** What it needs, said or because it follows another step. */
  needs: string[];
  saysNeeds: boolean;
  runsAlways: boolean;
  node: YAMLMap;
}

export interface Place {
  x: number;
  y: number;
}

/** A pipeline's text, read so far as a picture needs it. What is wrong with it says the server. */
export interface Graph {
  text: string;
  doc: Document.Parsed;
  root: YAMLMap;
  name: string;
  steps: Step[];
  list: YAMLSeq | null;
  places: Map<string, Place>;
}

export interface Unreadable {
  line: number;
  column: number;
  message: string;
}

export type Reading = { graph: Graph; problem?: undefined } | { graph?: undefined; problem: Unreadable };

function textOf(map: YAMLMap, key: string): string | undefined {
  const value = map.get(key);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function needsOf(map: YAMLMap): string[] | undefined {
  const said = map.get("needs");
  if (isSeq(said)) return said.items.map((one) => (isScalar(one) ? String(one.value) : "")).filter((one) => one !== "");
  return said === undefined || said === null || said === "" ? undefined : [textOf(map, "needs") ?? ""];
}

function placesIn(root: YAMLMap): Map<string, Place> {
  const places = new Map<string, Place>();
  const layout = root.get("layout");
  if (!isMap(layout)) return places;
  for (const { key, value } of layout.items) {
    if (!isScalar(key) || !isMap(value)) continue;
    const [x, y] = [value.get("x"), value.get("y")];
    if (typeof x === "number" && typeof y === "number") places.set(String(key.value), { x, y });
  }
  return places;
}

function stepsIn(list: YAMLSeq): Step[] {
  const steps: Step[] = [];
  for (const [index, node] of list.items.entries()) {
    if (!isMap(node)) continue;
    const uses = textOf(node, "uses") ?? "";
    const id = textOf(node, "id") ?? uses;
    const runsAlways = node.get("when") === "always";
    // As the server reads it: without a word a step needs the one before it, and only the last ones may need those that run last.
    const before = steps.findLast((step) => runsAlways || !step.runsAlways);
    const said = needsOf(node);
    const key = id === "" || steps.some((step) => step.key === id) ? `${id}#${index}` : id;
    steps.push({ key, id, uses, needs: said ?? (before ? [before.id] : []), saysNeeds: said !== undefined, runsAlways, node });
  }
  return steps;
}

/** Reads a text, or says where it cannot be read. */
export function readGraph(text: string): Reading {
  const lines = new LineCounter();
  const doc = parseDocument(text, { keepSourceTokens: true, lineCounter: lines });
  const error = doc.errors[0];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    return { problem: { line, column: col, message: (error.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "") } };
  }
  const root: Node | null = doc.contents;
  if (!isMap(root)) return { problem: { line: 1, column: 1, message: "A pipeline is a map with 'name' and 'steps'" } };
  const steps = root.get("steps");
  const list = isSeq(steps) ? steps : null;
  return {
    graph: { text, doc, root, name: textOf(root, "name") ?? "", steps: list ? stepsIn(list) : [], list, places: placesIn(root) },
  };
}
