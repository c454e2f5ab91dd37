import type { InputField } from "./schemaForm";

const field = (
  name: string,
  control: InputField["control"],
  help: string,
  fallback: string | null,
  choices: string[] = [],
): InputField => ({
  name,
  control,
  help,
  fallback,
  choices,
  isRequired: false,
  limits: "",
});

/** A key that every kind of step knows, with its place in the step. */
export interface PolicyField {
  path: string[];
  field: InputField;
  /** Whether a step that uses a pipeline knows it, too. */
  isForPipelines: boolean;
}

const policy = (path: string[], made: InputField, isForPipelines = false): PolicyField => ({ path, field: made, isForPipelines });

/** The keys of docs/pipelines.md that say when a step runs, how often, and what its failure means. */
export const policies: readonly PolicyField[] = [
  policy(["if"], field("if", "text", "Runs only when this expression is true, e.g. steps.switch.output.replaced.", null), true),
  policy(["when"], field("when", "choice", "always: at the end, however the run went.", null, ["always"])),
  policy(["join"], field("join", "choice", "any: starts with the first of what it needs.", "all", ["all", "any"]), true),
  policy(["foreach"], field("foreach", "any", "A step for each item of this list.", null), true),
  policy(["timeout"], field("timeout", "text", "The longest time of one attempt, e.g. 5m.", null)),
  policy(["retry", "attempts"], field("retry: attempts", "number", "Attempts in all, 2 to 100.", "1")),
  policy(["retry", "delay"], field("retry: delay", "text", "The longest pause before the second attempt.", "1s")),
  policy(["retry", "backoff"], field("retry: backoff", "number", "Each further pause may be so many times as long.", "2")),
  policy(["retry", "maxDelay"], field("retry: maxDelay", "text", "No pause is longer.", "1m")),
  policy(["retry", "jitter"], field("retry: jitter", "choice", "Whether pauses are drawn at random.", "full", ["full", "none"])),
  policy(["retry", "on"], field("retry: on", "list", "Codes of the errors after which it is tried again.", null)),
  policy(
    ["onFailure"],
    field("onFailure", "choice", "What follows when it has failed for good.", "rollback", ["rollback", "continue", "stop"]),
  ),
  policy(["compensate"], field("compensate", "boolean", "false: its effect stays when the run is undone.", "true")),
];
