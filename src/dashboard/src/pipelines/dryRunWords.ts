import type { Wire } from "../api/client";
import type { Status } from "../ui/status";
import { durationText } from "../ui/durations";

type Step = Pick<Wire<"DryRunStepView">, "attempts" | "isPivot" | "onFailure" | "runsAlways" | "timeout" | "times" | "uses">;

const outcomes: Record<string, Status> = {
  runs: { tone: "ok", word: "runs", icon: "check" },
  open: { tone: "wait", word: "decided then", icon: "clock" },
  skipped: { tone: "off", word: "skipped", icon: "skip" },
  notReached: { tone: "fail", word: "not reached", icon: "cross" },
};

export const outcomeStatus = (outcome: string): Status => outcomes[outcome] ?? { tone: "off", word: outcome, icon: "dot" };

/** Seconds as people read them; what somebody has set to 5 s is not 5.0 s. */
export const secondsText = (seconds: number) => (Number.isInteger(seconds) && seconds < 60 ? `${seconds} s` : durationText(seconds * 1000));

type Timed = Pick<Wire<"DryRunStepView">, "starts" | "takes" | "wave">;

/** When a step begins, as far as the times of those before it are known. */
export function startsText(step: Timed, steps: readonly Timed[]): string {
  if (step.starts === null || step.wave === null) return "–";
  const wave = step.wave;
  const isExact = steps.every((other) => other.wave === null || other.wave >= wave || other.takes !== null);
  if (isExact) return step.starts === 0 ? "at once" : secondsText(step.starts);
  return step.starts === 0 ? "not known" : `at least ${secondsText(step.starts)}`;
}

/** The waits and limits of a step, and what its failure means, each in a few words. */
export function limitsOf(step: Step): string[] {
  return [
    ...step.times.map((time) => `${time.input} ${secondsText(time.seconds)}`),
    step.timeout === null ? "" : `at most ${secondsText(step.timeout)}`,
    step.attempts > 1 ? `${step.attempts} attempts` : "",
    step.onFailure === "continue" ? "may fail" : step.onFailure === "stop" ? "stops on failure" : "",
    step.runsAlways ? "runs however it went" : "",
    step.isPivot ? "no way back from here" : "",
  ].filter((part) => part !== "");
}

/** How long a run takes, as far as that is known. */
export function takesText(plan: Pick<Wire<"DryRunView">, "takes" | "isWhole">): string {
  if (plan.isWhole) return `usually ${secondsText(plan.takes)}`;
  return plan.takes === 0 ? "not known yet" : `${secondsText(plan.takes)} and the steps that have not run yet`;
}
