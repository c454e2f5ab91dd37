import { expect, test } from "vitest";
import type { Wire } from "../api/client";
import { failedTries, piecesOf, placeOf, ticksOf } from "./gantt";

const noon = Date.parse("2026-01-01T12:00:00Z");
const at = (seconds: number) => new Date(noon + seconds * 1000).toISOString();

function entry(seconds: number, kind: string, step: string | null, more: Partial<Wire<"JournalEntryView">> = {}): Wire<"JournalEntryView"> {
  return { seq: 1, at: at(seconds), kind, step, attempt: null, text: null, until: null, actor: null, state: null, ...more };
}

const seconds = (pieces: ReturnType<typeof piecesOf>, step: string) =>
  pieces.get(step)?.map((piece) => [piece.kind, (piece.from - noon) / 1000, (piece.to - noon) / 1000, piece.attempt]);

test("a step that waits works, waits and works again", () => {
  const pieces = piecesOf(
    [
      entry(0, "stepStarted", "check", { attempt: 1 }),
      entry(1, "stepWaiting", "check"),
      entry(6, "stepResumed", "check"),
      entry(7, "stepSucceeded", "check"),
    ],
    noon + 60_000,
  );
  expect(seconds(pieces, "check")).toEqual([
    ["work", 0, 1, 1],
    ["wait", 1, 6, 1],
    ["work", 6, 7, 1],
  ]);
});

test("a failed attempt is red, the pause before the next one is a wait, and the next one has its number", () => {
  const pieces = piecesOf(
    [
      entry(0, "stepStarted", "run", { attempt: 1 }),
      entry(2, "stepFailed", "run", { until: at(5) }),
      entry(5, "stepStarted", "run", { attempt: 2 }),
      entry(9, "stepFailed", "run"),
    ],
    noon + 60_000,
  );
  expect(seconds(pieces, "run")).toEqual([
    ["failed", 0, 2, 1],
    ["wait", 2, 5, 1],
    ["failed", 5, 9, 2],
  ]);
});

test("what still goes on lasts until now, and undoing has its own kind", () => {
  const pieces = piecesOf(
    [entry(0, "stepStarted", "start", { attempt: 1 }), entry(1, "stepSucceeded", "start"), entry(4, "compensationStarted", "start")],
    noon + 9000,
  );
  expect(seconds(pieces, "start")).toEqual([
    ["work", 0, 1, 1],
    ["undo", 4, 9, 1],
  ]);
});

test("the end of the run ends what waits", () => {
  const pieces = piecesOf([entry(0, "stepWaiting", "approve"), entry(3, "runFinished", null)], noon + 9000);
  expect(seconds(pieces, "approve")).toEqual([["wait", 0, 3, 1]]);
});

test("only tries of checks that failed are laid over their step", () => {
  const check = { asked: "/", expected: "", cause: "", status: 500, latencyMs: 40, body: null, note: null };
  const attempts = [1, 2].map((number) => ({
    step: "check",
    round: null,
    number,
    at: at(number),
    checks: [{ ...check, passed: number === 2 }],
  }));
  expect(failedTries(attempts).get("check")).toEqual([{ kind: "failed", from: noon + 1000, to: noon + 1040, attempt: 1 }]);
});

test("a piece lies where its time is, stays on the bar and can be seen", () => {
  const piece = (from: number, to: number) => ({ kind: "work" as const, from, to, attempt: 1 });
  expect(placeOf(piece(25, 75), 0, 100)).toEqual({ left: 25, width: 50 });
  expect(placeOf(piece(10, 10), 0, 100).width).toBeGreaterThan(0);
  expect(placeOf(piece(200, 300), 0, 100).left).toBeLessThan(100);
});

test.each([0.02, 3, 48, 61, 3600, 900_000])("the scale of %d seconds has few lines at round times", (length) => {
  const ticks = ticksOf(0, length * 1000);
  expect(ticks.length).toBeGreaterThanOrEqual(1);
  expect(ticks.length).toBeLessThanOrEqual(9);
  expect(ticks.every((tick) => tick.at <= 100.001)).toBe(true);
});
