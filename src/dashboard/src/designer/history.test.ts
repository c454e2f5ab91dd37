import { expect, test } from "vitest";
import { begun, changed, difference, redone, undone } from "./history";

test("each change can be undone and done again", () => {
  const two = changed(changed(begun("a"), "b", null, 0), "c", null, 0);
  expect([undone(two).text, undone(undone(two)).text, undone(undone(undone(two))).text]).toEqual(["b", "a", "a"]);
  expect(redone(redone(undone(undone(two)))).text).toBe("c");
  expect(redone(two)).toBe(two);
});

test("what is typed in one go is undone in one go, and a pause parts it", () => {
  const typed = changed(changed(changed(begun(""), "h", "typing", 0), "hi", "typing", 300), "hi!", "typing", 5000);
  expect([undone(typed).text, undone(undone(typed)).text]).toEqual(["hi", ""]);
});

test("changes about two things are undone one by one", () => {
  const both = changed(changed(begun("0"), "1", "field a", 0), "2", "field b", 1);
  expect(undone(both).text).toBe("1");
});

test("a change after an undo ends what could be done again; none changes nothing", () => {
  const back = undone(changed(begun("a"), "b", null, 0));
  expect(changed(back, "c", null, 0).future).toEqual([]);
  expect(changed(back, "a", null, 0)).toBe(back);
});

test("a step of undo is not continued after it was undone", () => {
  const typed = changed(changed(begun(""), "a", "typing", 0), "ab", "typing", 1);
  expect(undone(changed(undone(typed), "x", "typing", 2)).text).toBe("");
});

test("only so many changes are remembered", () => {
  let history = begun("0");
  for (let i = 1; i <= 1000; i++) history = changed(history, `${i}`, null, 0);
  expect([history.past.length, history.past[0]]).toEqual([300, "700"]);
});

test.each([
  ["", ""],
  ["abc", "abc"],
  ["abc", "abxc"],
  ["aa", "aaa"],
  ["abc", ""],
  ["one two", "one three two"],
])("the difference makes %j into %j", (from, to) => {
  const part = difference(from, to);
  expect(from.slice(0, part.from) + part.insert + from.slice(part.to)).toBe(to);
});
