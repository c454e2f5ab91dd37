import { isMap, isScalar, visit, type Pair, type Scalar } from "yaml";
import { inline } from "./printing";
import type { Graph } from "./readGraph";
import { setIn } from "./setField";
import { spliced, type Splice } from "./spans";

/** A name that nobody has: the wanted one, or with a number. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  const base = wanted === "" ? "step" : wanted;
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base.replace(/-\d+$/, "")}-${number}`;
    if (!taken.has(id)) return id;
  }
}

export const idPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Why a step cannot be called so; null when it can. */
export function problemWithId({ steps }: Graph, key: string, id: string): string | null {
  if (!idPattern.test(id) || id.includes("--")) return "Lower-case letters, digits and single '-' only.";
  return steps.some((step) => step.id === id && step.key !== key) ? `There is a step '${id}' already.` : null;
}

function renamedInExpression(expression: string, from: string, to: string): string {
  const path = new RegExp(`('[^']*'|"[^"]*")|(?<![\\w.-])steps\\.${from}(?![\\w-])`, "g");
  return expression.replace(path, (found, text: string | undefined) => (text === undefined ? `steps.${to}` : found));
}

/** An expression, or a text with `${{ … }}` in it, that reads a step by its new name. */
export function renamedInText(text: string, from: string, to: string, isExpression: boolean): string {
  if (isExpression && !text.includes("${{")) return renamedInExpression(text, from, to);
  return text.replace(/\$\{\{[\s\S]*?\}\}/g, (piece) => renamedInExpression(piece, from, to));
}

function ofScalar(text: string, node: Scalar, make: (source: string) => string): Splice[] {
  if (!node.range || typeof node.value !== "string") return [];
  const [from, to] = node.range;
  const source = text.slice(from, to);
  const insert = make(source);
  return insert === source ? [] : [{ from, to, insert }];
}

function references({ text, root }: Graph, from: string, to: string): Splice[] {
  const splices: Splice[] = [];
  visit(root, {
    Scalar(place, node, path) {
      if (place === "key") return;
      const key = path.findLast((one): one is Pair => !isMap(one) && "key" in one)?.key;
      const isCondition = isScalar(key) && (key.value === "if" || key.value === "foreach");
      splices.push(...ofScalar(text, node, (source) => renamedInText(source, from, to, isCondition)));
    },
  });
  return splices;
}

function needsOf(graph: Graph, from: string, to: string): Splice[] {
  return graph.steps.flatMap(({ node }) => {
    const said = node.get("needs", true) as unknown;
    const ids = isScalar(said) ? [said] : ((said as { items?: unknown[] } | undefined)?.items ?? []).filter(isScalar);
    return ids.flatMap((one) => (String(one.value) === from ? ofScalar(graph.text, one, () => inline(to)) : []));
  });
}

function placeOf({ root }: Graph, from: string, to: string): Splice[] {
  const layout = root.get("layout");
  const key = isMap(layout) ? layout.items.map((pair) => pair.key).find((one) => isScalar(one) && one.value === from) : undefined;
  return isScalar(key) && key.range ? [{ from: key.range[0], to: key.range[1], insert: to }] : [];
}

/** The text in which a step is called otherwise, by all that name it. */
export function renamedIn(graph: Graph, key: string, to: string): string {
  const step = graph.steps.find((one) => one.key === key);
  if (!step || step.id === to) return graph.text;
  const own = setIn(graph.text, step.node, ["id"], to, true);
  const isOnly = graph.steps.filter((one) => one.id === step.id).length === 1;
  const others = isOnly ? [...references(graph, step.id, to), ...needsOf(graph, step.id, to), ...placeOf(graph, step.id, to)] : [];
  return spliced(graph.text, [...(own ? [own] : []), ...others]);
}
