import { expect, test } from "vitest";
import { detailsOf } from "./changes";

test("a change tells what was and what is", () => {
  expect(detailsOf({ enabled: { before: true, after: false } })).toEqual([{ name: "enabled", before: "true", after: "false" }]);
});

test("what was made has no before, what was taken away no after", () => {
  expect(detailsOf({ host: { before: null, after: "github" }, tags: { before: ["v*", "w*"], after: null } })).toEqual([
    { name: "host", before: undefined, after: "github" },
    { name: "tags", before: "v*, w*", after: undefined },
  ]);
});

test("what is empty before and after is left out", () => {
  expect(detailsOf({ tags: { before: null, after: [] }, unset: [], set: ["KEY"] })).toEqual([
    { name: "set", before: undefined, after: "KEY" },
  ]);
});

test("what is no object has no details", () => {
  expect(detailsOf(null)).toEqual([]);
  expect(detailsOf([1])).toEqual([]);
});
