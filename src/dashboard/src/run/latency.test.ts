import { expect, test } from "vitest";
import { dotsOf, heightOf, mostOf, timeoutOf } from "./latency";

const attempt = (seconds: number, latencyMs: number, timeoutMs: number | null, passed = true) => ({
  step: "check",
  round: null,
  number: 1,
  at: new Date(seconds * 1000).toISOString(),
  timeoutMs,
  checks: [{ asked: "/", expected: "", passed, cause: "", status: 200, latencyMs, body: null, note: null }],
});

test("answers lie at their times, the slower the higher", () => {
  const dots = dotsOf([attempt(0, 5, 30_000), attempt(5, 500, 30_000, false), attempt(10, 50, 30_000)]);

  expect(dots.map((dot) => dot.left)).toEqual([4, 50, 96]);
  expect(dots.map((dot) => dot.passed)).toEqual([true, false, true]);
  expect(dots[1]?.top).toBeLessThan(dots[2]?.top ?? 0);
  expect(dots[1]?.text).toBe("/: failed in 500 ms");
});

test("the line of the timeout lies above every answer that kept it", () => {
  const attempts = [attempt(0, 5, 30_000), attempt(1, 29_000, 30_000)];
  expect(heightOf(30_000, mostOf(attempts))).toBeCloseTo(12);
  expect(dotsOf(attempts).every((dot) => dot.top >= 12 && dot.top <= 100)).toBe(true);
});

test("a single answer stands in the middle, and without a timeout none is drawn", () => {
  expect(dotsOf([attempt(3, 5, null)])[0]?.left).toBe(50);
  expect(timeoutOf([attempt(3, 5, null)])).toBeUndefined();
});
