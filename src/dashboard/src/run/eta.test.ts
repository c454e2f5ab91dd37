import { expect, test } from "vitest";
import type { Wire } from "../api/client";
import { usualDuration } from "./eta";
import { flatInputs } from "./flatInputs";

const past = (id: number, seconds: number, state = "succeeded", pipeline = "p") =>
  ({ id, pipeline, state, startedAt: new Date(0).toISOString(), finishedAt: new Date(seconds * 1000).toISOString() }) as Wire<"RunView">;

test("what is usual is what half of the good runs of the same pipeline took", () => {
  const history = [past(9, 1), past(8, 10), past(7, 30), past(6, 20), past(5, 1, "failed"), past(4, 1, "succeeded", "other")];
  expect(usualDuration(history, { id: 9, pipeline: "p" })).toBe(20_000);
  expect(usualDuration([], { id: 9, pipeline: "p" })).toBeUndefined();
});

test("inputs are told flat", () => {
  expect(flatInputs({ settings: { port: "", waitToRetire: "60s" }, list: [1, 2], none: null, deep: { a: { b: true } } })).toEqual([
    ["settings.port", ""],
    ["settings.waitToRetire", "60s"],
    ["list", "[1,2]"],
    ["none", ""],
    ["deep.a.b", "true"],
  ]);
  expect(flatInputs({})).toEqual([]);
});
