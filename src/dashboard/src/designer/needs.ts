import { inline } from "./printing";
import { readGraph, type Graph, type Step } from "./readGraph";
import { setIn } from "./setField";
import { spliced } from "./spans";

/** What each step needs, by its key. */
export type Wanted = ReadonlyMap<string, readonly string[]>;

export const neededNow = ({ steps }: Graph): Map<string, string[]> => new Map(steps.map((step) => [step.key, step.needs]));

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** Writes `needs` where it does not say, by itself or by the order of the steps, what is wanted. */
export function withNeeds(text: string, wanted: Wanted): string {
  const { graph } = readGraph(text);
  if (!graph) return text;
  const splices = graph.steps.flatMap((step) => {
    const needs = wanted.get(step.key);
    if (!needs || same(needs, step.needs)) return [];
    return setIn(text, step.node, ["needs"], needs.length === 1 ? (needs[0] ?? "") : [...needs], true) ?? [];
  });
  return spliced(text, splices);
}

/** All steps that come before one, whatever way. */
export function ancestorsOf(steps: readonly Step[], id: string): Set<string> {
  const found = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const need of steps.find((step) => step.id === at)?.needs ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      open.push(need);
    }
  }
  return found;
}

/** All steps that come after one, whatever way. */
export function descendantsOf(steps: readonly Step[], id: string): Set<string> {
  const found = new Set<string>([id]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const step of steps) if (step.needs.some((need) => found.has(need))) found.add(step.id);
  }
  found.delete(id);
  return found;
}

/** The steps that a step could need: none that closes a circle, and only what runs last may need what runs last. */
export function possibleNeeds(steps: readonly Step[], step: Step): Step[] {
  const after = descendantsOf(steps, step.id);
  return steps.filter((need) => need.id !== step.id && (step.runsAlways || !need.runsAlways) && !after.has(need.id));
}

/** Lets a step need another one too, or no more. */
export function toggleNeed({ text, ...graph }: Graph, key: string, need: string): string {
  const step = graph.steps.find((one) => one.key === key);
  if (!step) return text;
  const needs = step.needs.includes(need) ? step.needs.filter((one) => one !== need) : [...step.needs, need];
  return withNeeds(text, new Map([[key, needs]]));
}

/** A list of ids for people. */
export const needsText = (needs: readonly string[]): string => (needs.length === 0 ? "nothing" : inline([...needs]).slice(1, -1));
