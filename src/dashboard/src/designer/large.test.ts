import { expect, test } from "vitest";
import { insertSteps } from "./insertSteps";
import { placed, shapeOf } from "./placing";
import { readGraph } from "./readGraph";
import { removeStep } from "./removeStep";
import { longChain } from "./textSamples";

test("200 steps are changed, read and laid out without a pause that is felt", () => {
  const text = longChain(200);
  const took: Record<string, number> = {};
  const timed = <T>(name: string, work: () => T): T => {
    const from = performance.now();
    const made = work();
    took[name] = Math.round((performance.now() - from) * 10) / 10;
    return made;
  };
  const graph = timed("read", () => readGraph(text).graph) ?? expect.fail("cannot be read");
  const added = timed("insert", () => insertSteps(graph, [{ id: "x", lines: ["- id: x", "  uses: wait"] }], { after: "s100" }));
  const next = timed("read again", () => readGraph(added.text).graph) ?? expect.fail("cannot be read");
  expect(timed("lay out", () => placed(shapeOf(next))).size).toBe(201);
  expect(timed("remove", () => removeStep(next, "x")).text).toBe(text);
  console.info(`200 steps, ms: ${JSON.stringify(took)}`);
  // On a machine that does nothing else a tenth of this; a mistake of the kind "every step for every step" is seen all the same.
  expect(Math.max(...Object.values(took))).toBeLessThan(3000);
});
