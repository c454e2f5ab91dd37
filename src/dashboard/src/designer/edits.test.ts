import { expect, test } from "vitest";
import { approve, changes, graphOf, needs } from "./edits.samples";
import { renamedIn } from "./ids";
import { insertSteps } from "./insertSteps";
import { removeStep } from "./removeStep";
import { stepLines } from "./spans";
import { branches, chain } from "./textSamples";

test("a step needs the one before it unless it says otherwise", () => {
  expect(needs(chain)).toEqual({ build: [], start: ["build"], check: ["start"], switch: ["check"], retire: ["switch"] });
  expect(needs(branches)).toEqual({ a: [], b: ["a"], c: ["a"], d: ["b", "c"], tell: ["d"] });
});

test("each step knows its lines", () => {
  const lines = stepLines(graphOf(chain));
  expect([lines.get("build"), lines.get("check"), lines.get("retire")]).toEqual([
    { from: 9, to: 10 },
    { from: 19, to: 24 },
    { from: 34, to: 36 },
  ]);
});

test("a step that is put before another one changes no other line", () => {
  const { text, select } = insertSteps(graphOf(chain), [approve], { before: "switch" });
  expect(changes(chain, text)).toEqual({ gone: [], come: ["    uses: approve", "  - id: approve"] });
  expect(needs(text)).toMatchObject({ approve: ["check"], switch: ["approve"] });
  expect(select).toBe("approve");
  expect(text).toContain("attempts: 5\n\n  - id: approve\n    uses: approve\n\n  - id: switch");
});

test("comments stay with their steps when one is put between them", () => {
  const after = insertSteps(graphOf(chain), [approve], { after: "switch" }).text;
  expect(after).toContain("# nobody loses a request\n\n  - id: approve\n    uses: approve\n\n  # The end.\n  - id: retire");
  const before = insertSteps(graphOf(chain), [approve], { before: "start" }).text;
  expect(before).toContain("  - id: approve\n    uses: approve\n\n  # Old and new code meet the new schema.\n  - id: start");
});

test("between two steps of branches only the one behind it is led around", () => {
  const { text } = insertSteps(graphOf(branches), [approve], { between: ["a", "c"] });
  expect(needs(text)).toEqual({ a: [], b: ["a"], approve: ["a"], c: ["approve"], d: ["b", "c"], tell: ["d"] });
});

test("after a step means before all that need it", () => {
  const { text } = insertSteps(graphOf(branches), [approve], { after: "a" });
  expect(needs(text)).toEqual({ a: [], approve: ["a"], b: ["approve"], c: ["approve"], d: ["b", "c"], tell: ["d"] });
});

test("the end is behind all that do the work and before what runs last", () => {
  const { text } = insertSteps(graphOf(branches), [approve], "end");
  expect(needs(text)).toEqual({ a: [], b: ["a"], c: ["a"], d: ["b", "c"], approve: ["d"], tell: ["approve"] });
});

test.each(["name: x\n", "name: x\nsteps:\n", "name: x\nsteps: []\n", "name: x\nsteps: # none yet\n"])(
  "a first step can be put into %j",
  (text) => {
    expect(needs(insertSteps(graphOf(text), [approve], "end").text)).toEqual({ approve: [] });
  },
);

test("what follows a step that is taken out needs what it needed", () => {
  const { text, select } = removeStep(graphOf(branches), "b");
  expect([needs(text), select]).toEqual([{ a: [], c: ["a"], d: ["a", "c"], tell: ["d"] }, "c"]);
});

test("taking a step out takes its comments along and nothing else", () => {
  const { text } = removeStep(graphOf(chain), "switch");
  expect(changes(chain, text).come).toEqual([]);
  expect(text).toContain("      attempts: 5\n\n  # The end.\n  - id: retire");
  expect(needs(text)).toMatchObject({ retire: ["check"] });
  expect(text.endsWith("# over\n")).toBe(true);
});

test("putting a step in and taking it out again leaves the text as it was", () => {
  for (const key of ["build", "start", "check", "switch", "retire"]) {
    for (const spot of [{ before: key }, { after: key }]) {
      const { text, select } = insertSteps(graphOf(chain), [approve], spot);
      expect([spot, removeStep(graphOf(text), select ?? "").text]).toEqual([spot, chain]);
    }
  }
});

test("all steps can be taken out, and one put in again", () => {
  let text = chain;
  for (const { key } of graphOf(chain).steps) text = removeStep(graphOf(text), key).text;
  expect(needs(text)).toEqual({});
  expect(needs(insertSteps(graphOf(text), [approve], "end").text)).toEqual({ approve: [] });
});

test("whoever names a step names it by its new name", () => {
  const text = renamedIn(graphOf(chain), "switch", "go");
  expect(changes(chain, text).come).toEqual([
    "    if: steps.go.output.replaced && steps.build.output.image != 'steps.switch'",
    "  - id: go",
  ]);
  expect(changes(branches, renamedIn(graphOf(branches), "b", "x")).come).toEqual(["  - x", "- id: x"]);
  expect(changes(branches, renamedIn(graphOf(branches), "a", "x")).come).toEqual(["  needs: [x]", "  needs: x", "- id: x"]);
});

test("a step without an id gets one when it is renamed", () => {
  const text = renamedIn(graphOf("name: x\nsteps:\n  - uses: wait\n  - uses: notify\n    if: steps.wait.output.a\n"), "wait", "pause");
  expect(text).toBe("name: x\nsteps:\n  - id: pause\n    uses: wait\n  - uses: notify\n    if: steps.pause.output.a\n");
});
