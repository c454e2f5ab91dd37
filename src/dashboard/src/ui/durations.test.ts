import { expect, test } from "vitest";
import { agoText, bytesText, durationText, leftText, median } from "./durations";

test.each([
  [0, "0 ms"],
  [340, "340 ms"],
  [1234, "1.2 s"],
  [9960, "10 s"],
  [48_200, "48 s"],
  [59_700, "1 min"],
  [192_000, "3 min 12 s"],
  [3_600_000, "1 h"],
  [187_200_000, "2 d 4 h"],
  [-5, "0 ms"],
])("%d ms are %s", (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));

test.each([
  [0, "just now"],
  [4, "just now"],
  [59, "59 s ago"],
  [240, "4 min ago"],
  [7300, "2 h ago"],
  [260_000, "3 d ago"],
  [-90, "in 1 min 30 s"],
])("%d s ago is %s", (seconds, text) => expect(agoText(new Date(0), seconds * 1000)).toBe(text));

test("a countdown counts whole seconds and ends in nothing", () => {
  expect([3200, 1, 0, -1].map((left) => leftText(new Date(left), 0))).toEqual(["4 s", "1 s", undefined, undefined]);
  expect(leftText(new Date(63_000), 0)).toBe("1 min 3 s");
});

test("the median of none is nothing", () => expect([median([]), median([5]), median([9, 1, 5])]).toEqual([undefined, 5, 5]));

test.each([
  [0, "0 B"],
  [512, "512 B"],
  [3_650_722_202, "3.4 GiB"],
  [20 * 1024 ** 4, "20 TiB"],
])("%d bytes are %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));
