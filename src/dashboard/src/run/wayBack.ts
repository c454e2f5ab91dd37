import type { Wire } from "../api/client";
import type { Traffic } from "./traffic";

/** The release that a run would give the traffic back to when it is cancelled now; undefined once there is no way back, or when it has not moved. */
export function wayBack(run: Pick<Wire<"RunView">, "isFinished" | "steps">, traffic: Traffic | undefined): number | undefined {
  const percent = traffic?.moves.at(-1)?.percent ?? 0;
  const isGone = run.steps.some((step) => step.uses === "retire" && step.attempt > 0);
  return run.isFinished || percent === 0 || isGone ? undefined : (traffic?.blue ?? undefined);
}
