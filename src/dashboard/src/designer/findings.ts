import { isMap } from "yaml";
import type { Wire } from "../api/client";
import type { Graph, Unreadable } from "./readGraph";

/** Something that is wrong or doubtful, and the step that it is about. */
export interface Finding {
  line: number;
  column: number;
  path: string;
  message: string;
  isWarning: boolean;
  step: string | null;
}

/** The step that a path such as `steps[2].with.for` lies in. */
export function stepAt({ list, steps }: Graph, path: string): string | null {
  const index = /^steps\[(\d+)\]/.exec(path)?.[1];
  const node = index === undefined ? undefined : list?.items[Number(index)];
  return isMap(node) ? (steps.find((step) => step.node === node)?.key ?? null) : null;
}

/** What the server found, by step. */
export function findingsOf(problems: readonly Wire<"PipelineProblemView">[], graph: Graph | undefined): Finding[] {
  return problems.map(({ line, column, path, message, severity }) => ({
    line,
    column,
    path,
    message,
    isWarning: severity === "warning",
    step: graph ? stepAt(graph, path) : null,
  }));
}

/** That a text cannot be read, before the server has said it in its words. */
export const unreadable = ({ line, column, message }: Unreadable): Finding => ({
  line,
  column,
  path: "",
  message,
  isWarning: false,
  step: null,
});

/** `2 errors, 1 warning`. */
export function countText(findings: readonly Finding[]): string {
  const warnings = findings.filter((one) => one.isWarning).length;
  const words = [
    [findings.length - warnings, "error"],
    [warnings, "warning"],
  ] as const;
  return words.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`])).join(", ");
}
