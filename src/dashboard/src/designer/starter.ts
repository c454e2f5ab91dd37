import type { Wire } from "../api/client";
import { freeId } from "./ids";
import type { Block, Spot } from "./insertSteps";
import { ancestorsOf } from "./needs";
import { entry } from "./printing";
import type { Graph, Step } from "./readGraph";
import { fieldsOf, outputsOf } from "./schemaForm";

export type StepKind = Wire<"StepKindView">;

/** Not a kind of the server's list: the steps of another pipeline in its place. */
export const pipelineKind: StepKind = {
  name: "pipeline",
  title: "Another pipeline",
  compensates: false,
  isPivot: false,
  inputs: {
    properties: {
      pipeline: { type: "string", description: "The pipeline whose steps stand here; its newest version when the run is created." },
    },
    required: ["pipeline"],
  },
  outputs: {},
};

/** Inputs that mean the same wherever they are asked for, so that what an earlier step made of that name fits. */
const handedOn = new Set(["image", "release", "container"]);

function beforeSpot({ steps }: Graph, spot: Spot): Step[] {
  if (spot === "end") return steps.filter((step) => !step.runsAlways);
  const named = "before" in spot ? spot.before : "after" in spot ? spot.after : spot.between[0];
  const at = steps.find((step) => step.key === named || step.id === named);
  const before = ancestorsOf(steps, at?.id ?? "");
  return steps.filter((step) => before.has(step.id) || (!("before" in spot) && step === at));
}

/** A new step of a kind, its inputs filled with what the steps before it make. */
export function newStep(graph: Graph, kind: StepKind, kinds: readonly StepKind[], spot: Spot): Block {
  const id = freeId(kind.name, new Set(graph.steps.map((step) => step.id)));
  const before = beforeSpot(graph, spot);
  const filled = fieldsOf(kind).flatMap(({ name }) => {
    const maker = before.findLast((step) => outputsOf(kinds.find((one) => one.name === step.uses) ?? pipelineKind).includes(name));
    return maker && handedOn.has(name) ? [[name, `\${{ steps.${maker.id}.output.${name} }}`] as const] : [];
  });
  const lines = [`- id: ${id}`, `  uses: ${kind.name}`];
  if (filled.length > 0)
    lines.push(
      ...entry("with", Object.fromEntries(filled), 2)
        .split("\n")
        .map((line, index) => (index === 0 ? `  ${line}` : line)),
    );
  return { id, lines };
}

/** What a new pipeline begins as. */
export const blank = `name: my-pipeline
description: What it does, in a sentence.

steps:
  - id: build
    uses: build
`;
