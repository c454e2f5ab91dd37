import type { Wire } from "../api/client";

type Attempt = Wire<"CheckAttemptView">;

/** One answer to a check; its place in percent of the picture. */
export interface Dot {
  left: number;
  top: number;
  passed: boolean;
  text: string;
}

// An answer takes milliseconds and may take half a minute: only this shows both.
const scaled = (ms: number, most: number) => Math.log10(1 + ms) / Math.log10(1 + most);

/** The longest that a check might take; undefined when nobody wrote it down. */
export function timeoutOf(attempts: readonly Attempt[]): number | undefined {
  const known = attempts.flatMap((attempt) => attempt.timeoutMs ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** The height that stands for the highest of what is drawn. */
export const mostOf = (attempts: readonly Attempt[]): number =>
  Math.max(10, timeoutOf(attempts) ?? 0, ...attempts.flatMap((attempt) => attempt.checks.map((check) => check.latencyMs)));

/** Where a number of milliseconds lies, in percent from the top. */
export const heightOf = (ms: number, most: number): number => 100 - 88 * scaled(ms, most);

/** Each answer at its time and its latency. */
export function dotsOf(attempts: readonly Attempt[]): Dot[] {
  const times = attempts.map((attempt) => Date.parse(attempt.at));
  const first = Math.min(...times);
  const length = Math.max(1, Math.max(...times) - first);
  const most = mostOf(attempts);
  return attempts.flatMap((attempt, index) =>
    attempt.checks.map((check) => ({
      left: attempts.length === 1 || length === 1 ? 50 : 4 + (92 * ((times[index] ?? first) - first)) / length,
      top: heightOf(check.latencyMs, most),
      passed: check.passed,
      text: `${check.asked}: ${check.passed ? "passed" : "failed"} in ${Math.round(check.latencyMs)} ms`,
    })),
  );
}
