import { expect, test } from "vitest";
import { effectOf } from "./effect";
import { isExpression, read, shown } from "./fieldValues";
import { countText, findingsOf } from "./findings";
import { insertSteps } from "./insertSteps";
import { placed, shapeOf } from "./placing";
import { readGraph, type Graph } from "./readGraph";
import { fieldsOf } from "./schemaForm";
import { newStep, type StepKind } from "./starter";
import { branches, chain } from "./textSamples";

const graphOf = (text: string): Graph => readGraph(text).graph ?? expect.fail("cannot be read");
const expression = { type: "string", pattern: "\\$\\{\\{" };
const kind = (name: string, properties: Record<string, unknown>, required: string[] = [], outputs: string[] = []): StepKind => ({
  name,
  title: name,
  compensates: false,
  isPivot: false,
  inputs: { type: "object", properties, required },
  outputs: { type: "object", properties: Object.fromEntries(outputs.map((one) => [one, {}])) },
});

test("a schema becomes fields, those first that are needed", () => {
  const fields = fieldsOf(
    kind(
      "x",
      {
        count: {
          anyOf: [{ type: ["integer", "string"], pattern: "^-?[0-9]+$", minimum: 1, maximum: 9 }, expression],
          description: "How many.",
          default: "1",
        },
        not: { anyOf: [{ enum: [true, false, "true", "false"] }, expression], default: "false" },
        end: { anyOf: [{ type: ["string", "number"], enum: ["fail", "go"] }, expression] },
        hosts: { anyOf: [{ type: "array" }, expression] },
        from: { anyOf: [{}, expression] },
        wait: { anyOf: [{ type: ["number", "string"], pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)?$" }, expression] },
        name: { anyOf: [{ type: ["string", "number"] }, expression] },
      },
      ["name"],
    ),
  );
  expect(fields.map(({ name, control }) => [name, control])).toEqual([
    ["name", "text"],
    ["count", "number"],
    ["not", "boolean"],
    ["end", "choice"],
    ["hosts", "list"],
    ["from", "any"],
    ["wait", "text"],
  ]);
  expect(fields[1]).toMatchObject({ help: "How many.", fallback: "1", limits: "1 to 9", isRequired: false });
  expect(fields[3]?.choices).toEqual(["fail", "go"]);
});

test.each([
  ["", "text", undefined],
  ["5", "number", 5],
  ["8080", "text", 8080],
  ["007", "text", "007"],
  ["5s", "text", "5s"],
  ["true", "boolean", true],
  ["true", "text", "true"],
  ["a\nb", "list", ["a", "b"]],
  ["- {name: eu}", "list", [{ name: "eu" }]],
  ["a, b", "any", "a, b"],
  ["[a, b]", "any", ["a", "b"]],
  ["A: 1\nB: x", "any", { A: 1, B: "x" }],
  ["${{ inputs.x }}", "number", "${{ inputs.x }}"],
  ["https://x.example", "any", "https://x.example"],
] as const)("%j in a field for %s says %j and is shown so again", (text, control, value) => {
  expect(read(text, control)).toEqual(value);
  expect(read(shown(read(text, control), control), control)).toEqual(value);
});

test("an expression is told from a value", () =>
  expect([isExpression("${{ a }}"), isExpression("a"), isExpression(3)]).toEqual([true, false, false]));

test("what holds for a step is said, written or not", () => {
  const [build, , , go] = graphOf(chain).steps;
  expect(build && effectOf(build)).toBe("One attempt; no limit of time. When it fails for good, what was done is undone.");
  expect(go && effectOf(go)).toBe(
    "Up to 3 attempts after what the step calls retryable, pauses from 2s, each up to 2 times the one before, never over 1m, drawn at random below that; no limit of time. When it fails for good, what was done is undone.",
  );
});

test("a new step gets what the steps before it make", () => {
  const kinds = [
    kind("build", {}, [], ["image", "release"]),
    kind("start", { image: {} }, ["image"], ["container"]),
    kind("canary", { container: {}, release: {}, weights: {} }, ["container"]),
  ];
  const graph = graphOf(chain);
  const block = newStep(graph, kinds[2] ?? expect.fail(), kinds, { before: "switch" });
  expect(block.lines).toEqual([
    "- id: canary",
    "  uses: canary",
    "  with:",
    "    container: ${{ steps.start.output.container }}",
    "    release: ${{ steps.build.output.release }}",
  ]);
  expect(newStep(graph, kinds[1] ?? expect.fail(), kinds, { before: "build" })).toEqual({
    id: "start-2",
    lines: ["- id: start-2", "  uses: start"],
  });
  expect(readGraph(insertSteps(graph, [block], { before: "switch" }).text).problem).toBeUndefined();
});

test("what the server finds leads to its step", () => {
  const problem = { line: 12, column: 3, path: "steps[3].with.x", message: "no", severity: "error" };
  const found = findingsOf([problem, { ...problem, path: "inputs.x", severity: "warning" }], graphOf(chain));
  expect(found.map((one) => [one.step, one.isWarning])).toEqual([
    ["switch", false],
    [null, true],
  ]);
  expect([countText(found), countText([])]).toEqual(["1 error, 1 warning", ""]);
});

test("steps stand below those they need unless the text says where", () => {
  const places = placed(shapeOf(graphOf(`${branches}layout:\n  d: {x: 7, y: 9}\n`)));
  const y = (key: string) => places.get(key)?.y ?? NaN;
  expect(y("a")).toBeLessThan(y("b"));
  expect(y("b")).toBe(y("c"));
  expect(places.get("d")).toEqual({ x: 7, y: 9 });
});
