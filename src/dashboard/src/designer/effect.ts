import { isMap, isSeq } from "yaml";
import { shown } from "./fieldValues";
import type { Step } from "./readGraph";
import { valueIn } from "./setField";

const said = ({ node }: Step, ...path: string[]): string | null => shown(valueIn(node, path), "text") || null;

function retryText(step: Step): string {
  const retry = step.node.get("retry");
  if (!isMap(retry)) return "One attempt";
  const attempts = said(step, "retry", "attempts") ?? "?";
  const delay = said(step, "retry", "delay") ?? "1s";
  const backoff = said(step, "retry", "backoff") ?? "2";
  const most = said(step, "retry", "maxDelay") ?? "1m";
  const grows = backoff === "1" ? "" : `, each up to ${backoff} times the one before, never over ${most}`;
  const drawn = said(step, "retry", "jitter") === "none" ? "" : ", drawn at random below that";
  const on = retry.get("on");
  const codes = isSeq(on) ? (valueIn(step.node, ["retry", "on"]) as unknown[]).map(String).join(", ") : (said(step, "retry", "on") ?? "");
  const which = codes === "" ? "after what the step calls retryable" : `after ${codes}`;
  return `Up to ${attempts} attempts ${which}, pauses from ${delay}${grows}${drawn}`;
}

const ends: Record<string, string> = {
  continue: "When it fails for good, the run goes on.",
  stop: "When it fails for good, the run stops and nothing is undone.",
};

/** What holds for a step's attempts, times and failure, said or not. */
export function effectOf(step: Step): string {
  const timeout = said(step, "timeout");
  const time = timeout === null ? "no limit of time" : `each at most ${timeout}`;
  const end = step.runsAlways
    ? "It runs at the end, however the run went."
    : (ends[said(step, "onFailure") ?? ""] ?? "When it fails for good, what was done is undone.");
  return `${retryText(step)}; ${time}. ${end}`;
}
