import { useState } from "react";
import { blockOf, insertSteps, pastedBlocks, type Spot } from "./insertSteps";
import { toggleNeed } from "./needs";
import { removeStep } from "./removeStep";
import { newStep, pipelineKind, type StepKind } from "./starter";
import type { Design } from "./useDesign";

export interface Steps {
  kinds: readonly StepKind[];
  spots: { title: string; spot: Spot }[];
  /** Which of the spots is chosen. */
  chosen: number;
  choose: (index: number) => void;
  add: (kind: StepKind, spot: Spot) => void;
  remove: (key: string) => void;
  /** Takes away what is looked at: a step, or the way between two. */
  removeSelected: () => void;
  duplicate: (key: string) => void;
  /** Puts copied steps behind what is looked at; false when there are none in the text. */
  paste: (copied: string) => boolean;
  copied: () => string | null;
}

const end = { title: "At the end", spot: "end" as const };

/** What can be done with whole steps of a pipeline. */
export function useSteps(design: Design, known: readonly StepKind[]): Steps {
  const { graph, selection } = design;
  const [chosen, choose] = useState(0);
  const kinds = [...known, pipelineKind].sort((one, other) => one.name.localeCompare(other.name));
  const { step, way } = selection;
  const to = way && graph?.steps.find((one) => one.key === way[1])?.id;
  const spots = way
    ? [{ title: `Between ${way[0]} and ${to ?? way[1]}`, spot: { between: [way[0], way[1]] as [string, string] } }, end]
    : step === null
      ? [end]
      : [{ title: `After ${step}`, spot: { after: step } }, { title: `Before ${step}`, spot: { before: step } }, end];
  const after = step === null ? "end" : { after: step };
  return {
    kinds,
    spots,
    chosen,
    choose,
    add: (kind, spot) => {
      design.edit((now) => insertSteps(now, [newStep(now, kind, kinds, spot)], spot));
      choose(0);
    },
    remove: (key) => design.edit((now) => removeStep(now, key)),
    removeSelected: () => {
      if (step !== null) design.edit((now) => removeStep(now, step));
      else if (way) design.edit((now) => ({ text: toggleNeed(now, way[1], way[0]), select: null }));
    },
    duplicate: (key) =>
      design.edit((now) => {
        const block = blockOf(now, key);
        const blocks = block && pastedBlocks(now, block.lines.join("\n"));
        return blocks ? insertSteps(now, blocks, { after: key }) : now.text;
      }),
    paste: (copied) => {
      const blocks = graph && design.reading.graph ? pastedBlocks(graph, copied) : null;
      if (blocks) design.edit((now) => insertSteps(now, blocks, after));
      return blocks !== null;
    },
    copied: () => (graph && step !== null ? (blockOf(graph, step)?.lines.join("\n") ?? null) : null),
  };
}
