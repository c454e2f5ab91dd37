/** A state's tone: its colour. The word beside it says the same. */
export type Tone = "ok" | "run" | "wait" | "fail" | "back" | "off";

export interface Status {
  tone: Tone;
  word: string;
  icon: "check" | "working" | "clock" | "cross" | "back" | "stop" | "skip" | "warning" | "dot" | "hand";
}

const runs: Record<string, Status> = {
  queued: { tone: "wait", word: "queued", icon: "clock" },
  running: { tone: "run", word: "running", icon: "working" },
  waiting: { tone: "wait", word: "waiting", icon: "clock" },
  succeeded: { tone: "ok", word: "succeeded", icon: "check" },
  failed: { tone: "fail", word: "failed", icon: "cross" },
  rolledBack: { tone: "back", word: "failed, rolled back", icon: "back" },
  cancelled: { tone: "off", word: "cancelled", icon: "stop" },
  superseded: { tone: "off", word: "superseded", icon: "skip" },
  needsAttention: { tone: "fail", word: "needs a person", icon: "warning" },
};

const steps: Record<string, Status> = {
  pending: { tone: "off", word: "pending", icon: "dot" },
  running: { tone: "run", word: "running", icon: "working" },
  waiting: { tone: "wait", word: "waiting", icon: "clock" },
  succeeded: { tone: "ok", word: "succeeded", icon: "check" },
  failed: { tone: "fail", word: "failed", icon: "cross" },
  skipped: { tone: "off", word: "skipped", icon: "skip" },
  compensating: { tone: "back", word: "undoing", icon: "back" },
  compensated: { tone: "back", word: "undone", icon: "back" },
  compensationFailed: { tone: "fail", word: "not undone", icon: "warning" },
};

const containers: Record<string, Status> = {
  running: { tone: "ok", word: "running", icon: "check" },
  exited: { tone: "fail", word: "exited", icon: "cross" },
  dead: { tone: "fail", word: "dead", icon: "cross" },
  restarting: { tone: "wait", word: "restarting", icon: "clock" },
};

const verdicts: Record<string, Status> = {
  accepted: { tone: "run", word: "accepted", icon: "working" },
  started: { tone: "ok", word: "started", icon: "check" },
  merged: { tone: "ok", word: "merged", icon: "check" },
  failed: { tone: "fail", word: "failed", icon: "cross" },
  ping: { tone: "ok", word: "ping", icon: "check" },
  tested: { tone: "ok", word: "tested", icon: "check" },
};

const other = (word: string): Status => ({ tone: "off", word, icon: "dot" });

export const runStatus = (state: string): Status => runs[state] ?? other(state);
export const stepStatus = (state: string): Status => steps[state] ?? other(state);
export const containerStatus = (state: string): Status => containers[state] ?? other(state);
export const verdictStatus = (verdict: string): Status => verdicts[verdict] ?? { tone: "off", word: verdict, icon: "skip" };

export function servingStatus(release: number | null): Status {
  return release === null
    ? { tone: "off", word: "nothing serves", icon: "dot" }
    : { tone: "ok", word: `serving v${release}`, icon: "check" };
}
