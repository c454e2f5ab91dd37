import { expect, test } from "vitest";
import { comparedOf, shownOf } from "./compared";

test.each([
  ["", 5, { from: 4, to: 5 }],
  ["", 1, { from: 1, to: 1 }],
  ["from=1&to=3", 5, { from: 1, to: 3 }],
  ["to=3", 5, { from: 2, to: 3 }],
  ["from=5&to=2", 5, { from: 5, to: 2 }],
  ["from=99&to=0", 5, { from: 4, to: 5 }],
  ["from=x&to=1.5", 5, { from: 4, to: 5 }],
])("%s of %d versions", (search, newest, expected) => expect(comparedOf(new URLSearchParams(search), newest)).toEqual(expected));

test("the newest version is shown unless the address names one that there is", () => {
  expect(["", "version=2", "version=7"].map((search) => shownOf(new URLSearchParams(search), 3))).toEqual([3, 2, 3]);
});
