import { expect, test } from "vitest";
import { wayBack } from "./wayBack";

const step = (uses: string, attempt: number) => ({
  id: uses,
  uses,
  attempt,
  state: attempt === 0 ? "pending" : "succeeded",
  startedAt: null,
  finishedAt: null,
  waitingUntil: null,
  note: null,
  error: null,
  approval: null,
  awaitedSignal: null,
});
const run = (retired: number, isFinished = false) => ({ isFinished, steps: [step("switch", 1), step("retire", retired)] });
const moved = (...percents: number[]) => ({
  blue: 4,
  green: 5,
  looks: [],
  moves: percents.map((percent) => ({ step: "switch", at: "2026-01-01T00:00:00Z", percent, requests: 0, failed: 0 })),
});

test("while blue still runs the traffic can go back to it", () => expect(wayBack(run(0), moved(100))).toBe(4));

test("there is no way back before the switch, after it went back, once blue is being retired, and when the run has ended", () => {
  expect(wayBack(run(0), undefined)).toBeUndefined();
  expect(wayBack(run(0), moved())).toBeUndefined();
  expect(wayBack(run(0), moved(10, 0))).toBeUndefined();
  expect(wayBack(run(1), moved(100))).toBeUndefined();
  expect(wayBack(run(0, true), moved(100))).toBeUndefined();
});

test("the first release of an app has nothing to go back to", () => expect(wayBack(run(0), { ...moved(100), blue: null })).toBeUndefined());
