import { MarkerType, type Edge } from "@xyflow/react";
import { shown } from "./fieldValues";
import type { Finding } from "./findings";
import { cardSize } from "./placing";
import type { Graph, Place, Step } from "./readGraph";
import { valueIn } from "./setField";
import type { StepNode } from "./StepCard";
import type { Selection } from "./useDesign";

const facts: [kind: string, path: string[], words: (value: string) => string][] = [
  ["wait", ["with", "for"], (value) => `for ${value}`],
  ["approve", ["with", "from"], (value) => `from ${value.replaceAll("\n", ", ")}`],
  ["pipeline", ["with", "pipeline"], (value) => value],
  ["http", ["with", "url"], (value) => value],
  ["notify", ["with", "via"], (value) => `by ${value}`],
];

/** What a card says below the name: the kind, and what tells this step from others of it. */
export function aboutOf(step: Step): string {
  const words = facts.flatMap(([kind, path, say]) => {
    const value = kind === step.uses ? shown(valueIn(step.node, path), "any") : "";
    return value === "" || value.includes("${{") ? [] : [say(value)];
  });
  const attempts = valueIn(step.node, ["retry", "attempts"]);
  if (typeof attempts === "number") words.push(`${attempts} attempts`);
  if (valueIn(step.node, ["if"]) !== undefined) words.push("if …");
  if (step.runsAlways) words.push("always");
  return [step.uses === step.id && words.length > 0 ? "" : step.uses, ...words].filter((word) => word !== "").join(" · ");
}

/** The cards of a pipeline. */
export function nodesOf(graph: Graph, places: Map<string, Place>, findings: readonly Finding[], selected: string | null): StepNode[] {
  return graph.steps.map((step) => {
    const own = findings.filter((one) => one.step === step.key);
    const errors = own.filter((one) => !one.isWarning).length;
    const state = errors > 0 ? ", has errors" : own.length > 0 ? ", has warnings" : "";
    return {
      id: step.key,
      type: "step",
      position: places.get(step.key) ?? { x: 0, y: 0 },
      ...cardSize,
      selected: step.key === selected,
      data: { id: step.id, uses: step.uses, about: aboutOf(step), errors, warnings: own.length - errors },
      ariaLabel: `${step.id}, ${aboutOf(step)}${state}`,
    };
  });
}

/** The ways between the steps. */
export function edgesOf({ steps }: Graph, { way }: Selection): Edge[] {
  const keys = new Map(steps.map((step) => [step.id, step.key]));
  return steps.flatMap((step) =>
    step.needs.flatMap((need) => {
      const source = keys.get(need);
      const selected = way !== null && way[0] === need && way[1] === step.key;
      const color = selected ? "var(--accent)" : "var(--edge)";
      return source === undefined || source === step.key
        ? []
        : [
            {
              id: `${need}→${step.key}`,
              source,
              target: step.key,
              selected,
              focusable: false,
              interactionWidth: 18,
              style: { stroke: color, strokeWidth: selected ? 2.5 : 1.5 },
              markerEnd: { type: MarkerType.ArrowClosed, color },
              data: { need },
            },
          ];
    }),
  );
}
