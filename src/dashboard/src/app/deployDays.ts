/** How many days the strip goes back. */
export const days = 30;

interface Ended {
  createdAt: string;
  state: string;
}

/** The runs of one day. */
export interface DeployDay {
  /** As `Date` takes it: the day's first moment where the reader is. */
  at: number;
  succeeded: number;
  failed: number;
  other: number;
}

const bad = new Set(["failed", "rolledBack", "needsAttention"]);

function dayBefore(now: number, back: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - back);
  return day.getTime();
}

/** The moment before which runs are older than the strip. */
export const firstMoment = (now: number): number => dayBefore(now, days - 1);

/** A day each for the last thirty, today last, and what became of its runs. */
export function daysOf(runs: readonly Ended[], now: number): DeployDay[] {
  const found = Array.from({ length: days }, (_, place) => ({ at: dayBefore(now, days - 1 - place), succeeded: 0, failed: 0, other: 0 }));
  for (const run of runs) {
    const at = Date.parse(run.createdAt);
    const day = found.findLast((one) => one.at <= at);
    if (!day) continue;
    if (run.state === "succeeded") day.succeeded++;
    else if (bad.has(run.state)) day.failed++;
    else day.other++;
  }
  return found;
}

/** What the strip says in a few words. */
export function summaryOf(found: readonly DeployDay[]): string {
  const sum = (part: "succeeded" | "failed" | "other") => found.reduce((total, day) => total + day[part], 0);
  const all = sum("succeeded") + sum("failed") + sum("other");
  return `${all} ${all === 1 ? "run" : "runs"}, ${sum("succeeded")} succeeded, ${sum("failed")} failed`;
}
