import { expect, test } from "vitest";
import { limitsOf, outcomeStatus, startsText, takesText } from "./dryRunWords";

const plain = { uses: "check", times: [], timeout: null, attempts: 1, onFailure: "rollback", runsAlways: false, isPivot: false };

test("a step without limits has nothing to tell", () => expect(limitsOf(plain)).toEqual([]));

test("waits, limits and what a failure means are told one by one", () => {
  expect(
    limitsOf({ ...plain, times: [{ input: "wait", seconds: 5 }], timeout: 1200, attempts: 3, onFailure: "continue", isPivot: true }),
  ).toEqual(["wait 5 s", "at most 20 min", "3 attempts", "may fail", "no way back from here"]);
  expect(limitsOf({ ...plain, onFailure: "stop", runsAlways: true })).toEqual(["stops on failure", "runs however it went"]);
});

test("a time is only called usual when all of it is known", () => {
  expect(takesText({ takes: 95, isWhole: true })).toBe("usually 1 min 35 s");
  expect(takesText({ takes: 60, isWhole: false })).toBe("1 min and the steps that have not run yet");
  expect(takesText({ takes: 0, isWhole: false })).toBe("not known yet");
});

test("when a step begins is exact only while the times of those before it are known", () => {
  const steps = [
    { wave: 1, starts: 0, takes: 12 },
    { wave: 2, starts: 12, takes: null },
    { wave: null, starts: null, takes: 9 },
    { wave: 3, starts: 12, takes: 60 },
    { wave: 4, starts: 72, takes: 1 },
  ];
  expect(steps.map((step) => startsText(step, steps))).toEqual(["at once", "12 s", "–", "at least 12 s", "at least 1 min 12 s"]);
  expect(startsText({ wave: 2, starts: 0, takes: 1 }, [{ wave: 1, starts: 0, takes: null }])).toBe("not known");
});

test("every outcome has a word", () => {
  expect(["runs", "open", "skipped", "notReached"].map((outcome) => outcomeStatus(outcome).word)).toEqual([
    "runs",
    "decided then",
    "skipped",
    "not reached",
  ]);
});
