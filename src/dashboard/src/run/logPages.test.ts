import { expect, test } from "vitest";
import { pageOf, pageSize, pagesIn, withLines, type Line } from "./logPages";

const line = (seq: number): Line => ({ seq, at: "", step: "build", attempt: 1, text: `line ${seq}` });

test("lines lie on pages, the first one on the first", () => {
  expect([1, pageSize, pageSize + 1].map(pageOf)).toEqual([0, 0, 1]);
  expect(pagesIn(0, 30)).toEqual([0]);
  expect(pagesIn(pageSize - 5, pageSize + 5)).toEqual([0, 1]);
});

test("new lines go on where a page ends", () => {
  expect(withLines([line(1)], 0, [line(1), line(2), line(3)])?.map((one) => one.seq)).toEqual([1, 2, 3]);
  expect(withLines([], 1, [line(pageSize), line(pageSize + 1)])?.map((one) => one.seq)).toEqual([pageSize + 1]);
});

test("a gap asks for the page anew, and lines of other pages change nothing", () => {
  const page = [line(1)];
  expect(withLines(page, 0, [line(3)])).toBeUndefined();
  expect(withLines(page, 0, [line(pageSize + 1)])).toBe(page);
});
