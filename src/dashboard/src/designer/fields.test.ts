import { expect, test } from "vitest";
import { approve, changes, graphOf, needs, set } from "./edits.samples";
import { renamedIn } from "./ids";
import { blockOf, insertSteps, pastedBlocks } from "./insertSteps";
import { ancestorsOf, possibleNeeds, toggleNeed } from "./needs";
import type { Value } from "./printing";
import { readGraph } from "./readGraph";
import { forgetPlaces, moveStep, removeStep } from "./removeStep";
import { setRoot, valueIn } from "./setField";
import { spliced } from "./spans";
import { braces, branches, chain } from "./textSamples";

test.each<[string, string[], Value | undefined, string[], string[]]>([
  ["check", ["with", "attempts"], 7, ["      attempts: 5"], ["      attempts: 7"]],
  ["check", ["with", "attempts"], undefined, ["      attempts: 5"], []],
  ["check", ["with", "wait"], "10s", [], ["      wait: 10s"]],
  ["check", ["timeout"], "5m", [], ["    timeout: 5m"]],
  ["build", ["with", "a"], "${{ settings.port }}", [], ["    with:", "      a: ${{ settings.port }}"]],
  ["build", ["with", "list"], ["a", "b c"], [], ["    with:", "      list:", "        - a", "        - b c"]],
  ["build", ["with", "text"], "true", [], ["    with:", '      text: "true"']],
  ["build", ["with", "text"], "one\ntwo\n", [], ["    with:", "      text: |", "        one", "        two"]],
  ["switch", ["retry", "attempts"], 9, ["    retry: {attempts: 3, delay: 2s}"], ["    retry: {attempts: 9, delay: 2s}"]],
  ["switch", ["retry", "on"], ["docker."], ["    retry: {attempts: 3, delay: 2s}"], ["    retry: {attempts: 3, delay: 2s, on: [docker.]}"]],
  ["switch", ["retry"], undefined, ["    retry: {attempts: 3, delay: 2s}"], []],
  ["switch", ["with", "container"], undefined, ["    with:", "      container: ${{ steps.start.output.container }}"], []],
  ["start", ["uses"], "image", ["    uses: start   # green"], ["    uses: image   # green"]],
  ["retire", ["onFailure"], "continue", [], ["    onFailure: continue"]],
])("of %s, %j becomes %j and nothing else", (key, path, value, gone, come) => {
  const text = set(chain, key, path, value);
  expect(changes(chain, text)).toEqual({ gone: gone.sort(), come: come.sort() });
  const step = graphOf(text).steps.find((one) => one.id === key);
  expect(step && valueIn(step.node, path)).toEqual(value);
});

test("a need that is said is written, and one that the order says is not", () => {
  expect(changes(chain, toggleNeed(graphOf(chain), "switch", "build")).come).toEqual(["    needs: [check, build]"]);
  expect(changes(chain, toggleNeed(graphOf(chain), "switch", "check")).come).toEqual(["    needs: []"]);
  expect(needs(toggleNeed(graphOf(branches), "d", "b")).d).toEqual(["c"]);
});

test("no step can need what needs it", () => {
  const { steps } = graphOf(branches);
  const possible = (id: string) =>
    steps.filter((step) => step.id === id).flatMap((step) => possibleNeeds(steps, step).map((need) => need.id));
  expect([...ancestorsOf(steps, "d")].sort()).toEqual(["a", "b", "c"]);
  expect(["a", "b", "d", "tell"].map(possible)).toEqual([[], ["a", "c"], ["a", "b", "c"], ["a", "b", "c", "d"]]);
});

test("where a step is drawn is kept in the text, and goes with it", () => {
  const moved = moveStep(graphOf(moveStep(graphOf(chain), "check", { x: 10.4, y: -3 })), "build", { x: 1, y: 2 });
  expect(changes(chain, moved)).toEqual({ gone: [], come: ["  build: {x: 1, y: 2}", "  check: {x: 10, y: -3}", "layout:"] });
  expect(graphOf(moved).places.get("check")).toEqual({ x: 10, y: -3 });
  expect(graphOf(renamedIn(graphOf(moved), "check", "look")).places.has("look")).toBe(true);
  expect(changes(moved, removeStep(graphOf(moved), "check").text).gone).toContain("  check: {x: 10, y: -3}");
  expect(forgetPlaces(graphOf(moved)).trimEnd()).toBe(chain.trimEnd());
});

test("a copy has an id of its own and stands behind the step it was made of", () => {
  const block = blockOf(graphOf(chain), "switch");
  const pasted = pastedBlocks(graphOf(chain), block?.lines.join("\n") ?? "");
  const { text } = insertSteps(graphOf(chain), pasted ?? [], { after: "switch" });
  expect(needs(text)).toMatchObject({ "switch-2": ["switch"], retire: ["switch-2"] });
  expect(text.split("# nobody loses a request").length).toBe(3);
});

test("steps that are pasted read each other by their new ids", () => {
  const copied = "- id: start\n  uses: start\n- id: look\n  uses: check\n  needs: [start, gone]\n  if: steps.start.output.x\n";
  const { text } = insertSteps(graphOf(chain), pastedBlocks(graphOf(chain), copied) ?? [], "end");
  expect(needs(text)).toMatchObject({ "start-2": ["retire"], look: ["start-2"] });
  expect(text).toContain("if: steps.start-2.output.x");
});

test.each(["", "hello", "a: b", "- x", "- id: [", "- id: x"])("%j holds no steps to paste", (copied) =>
  expect(pastedBlocks(graphOf(chain), copied)).toBeNull(),
);

test("a pipeline between braces is written with dashes as soon as its steps change", () => {
  const { text } = insertSteps(graphOf(braces), [approve], { before: "b" });
  expect(needs(text)).toEqual({ a: [], approve: ["a"], b: ["approve"] });
  expect(needs(removeStep(graphOf(braces), "a").text)).toEqual({ b: [] });
});

test("keys of the pipeline itself can be set", () => {
  const splice = setRoot(graphOf(chain), ["name"], "mine");
  expect(changes(chain, spliced(chain, splice ? [splice] : []))).toEqual({ gone: ["name: shop   # ours"], come: ["name: mine   # ours"] });
});

test.each([
  ["a: [", 1],
  ["name: x\nsteps:\n  - id: a\n   uses: b\n", 4],
  ["", 1],
  ["- a", 1],
  ["name: x\nname: y", 2],
])("%j says where it cannot be read", (text, line) => {
  const { problem } = readGraph(text);
  expect(problem?.line).toBe(line);
  expect(problem?.message).not.toBe("");
});
