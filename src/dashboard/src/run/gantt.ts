import type { Wire } from "../api/client";
import { durationText } from "../ui/durations";

export type PieceKind = "work" | "wait" | "failed" | "undo";

/** A stretch of time in which a step did one thing; times in milliseconds. */
export interface Piece {
  kind: PieceKind;
  from: number;
  to: number;
  attempt: number;
}

type Entry = Wire<"JournalEntryView">;

interface Open {
  pieces: Piece[];
  kind: PieceKind | undefined;
  from: number;
  attempt: number;
}

// What a step goes on with after an entry; undefined for nothing.
const follows: Record<string, PieceKind | undefined> = {
  stepStarted: "work",
  stepResumed: "work",
  stepWaiting: "wait",
  stepInterrupted: "wait",
  stepHandedBack: "wait",
  compensationStarted: "undo",
};

function close(open: Open, at: number, as = open.kind): void {
  if (open.kind !== undefined && as !== undefined)
    open.pieces.push({ kind: as, from: open.from, to: Math.max(at, open.from), attempt: open.attempt });
  open.kind = undefined;
}

function step(open: Open, entry: Entry, at: number): void {
  close(open, at, entry.kind === "stepFailed" || entry.kind === "compensationFailed" ? "failed" : open.kind);
  const retries = entry.kind === "stepFailed" && entry.until !== null;
  open.kind = retries ? "wait" : follows[entry.kind];
  open.from = at;
  open.attempt = entry.attempt ?? open.attempt;
}

/** What each step did when, from the run's journal; what still goes on lasts until now. */
export function piecesOf(journal: readonly Entry[], now: number): Map<string, Piece[]> {
  const steps = new Map<string, Open>();
  for (const entry of journal) {
    const at = Date.parse(entry.at);
    if (entry.kind === "runFinished") steps.forEach((open) => close(open, at));
    if (entry.step === null || entry.kind === "signalTaken") continue;
    const open = steps.get(entry.step) ?? { pieces: [], kind: undefined, from: at, attempt: 1 };
    steps.set(entry.step, open);
    step(open, entry, at);
  }
  steps.forEach((open) => close(open, now));
  return new Map([...steps].map(([id, open]) => [id, open.pieces]));
}

/** The tries of checks that failed, as pieces to lay over those of their step. */
export function failedTries(attempts: readonly Wire<"CheckAttemptView">[]): Map<string, Piece[]> {
  const tries = new Map<string, Piece[]>();
  for (const attempt of attempts) {
    if (attempt.checks.every((check) => check.passed)) continue;
    const from = Date.parse(attempt.at);
    const took = Math.max(...attempt.checks.map((check) => check.latencyMs));
    tries.set(attempt.step, [...(tries.get(attempt.step) ?? []), { kind: "failed", from, to: from + took, attempt: attempt.number }]);
  }
  return tries;
}

/** Where a piece lies on the bar, in percent; never too narrow to be seen. */
export function placeOf(piece: Piece, begin: number, end: number): { left: number; width: number } {
  const whole = Math.max(1, end - begin);
  const left = Math.min(99.4, Math.max(0, (100 * (piece.from - begin)) / whole));
  const width = Math.min(100 - left, Math.max(0.6, (100 * (piece.to - piece.from)) / whole));
  return { left, width };
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800, 604_800];

/** The lines of the scale: at round times, at most eight. */
export function ticksOf(begin: number, end: number): { at: number; text: string }[] {
  const seconds = Math.max(0.1, (end - begin) / 1000);
  const every = steps.find((one) => seconds / one <= 8) ?? seconds / 8;
  return Array.from({ length: Math.floor(seconds / every) + 1 }, (_, index) => ({
    at: (100 * index * every) / seconds,
    text: index === 0 ? "0" : durationText(index * every * 1000),
  }));
}
