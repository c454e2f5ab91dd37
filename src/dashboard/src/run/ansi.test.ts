import { expect, test } from "vitest";
import { ansiParts } from "./ansi";

const plain = (line: string) =>
  ansiParts(line)
    .map((part) => part.text)
    .join("");

test("colours become classes and end where they are reset", () => {
  expect(ansiParts("\x1b[32mok\x1b[0m done")).toEqual([
    { text: "ok", classes: ["green"] },
    { text: " done", classes: [] },
  ]);
});

test("several codes of one sequence count together, bright colours are the plain ones", () => {
  expect(ansiParts("\x1b[1;4;91mno")).toEqual([{ text: "no", classes: ["red", "bold", "underlined"] }]);
});

test("codes that belong to a colour of 256 or to a true colour are no codes of their own", () => {
  expect(ansiParts("\x1b[38;5;4mb\x1b[38;2;31;1;4mt")).toEqual([
    { text: "b", classes: ["blue"] },
    { text: "t", classes: ["blue"] },
  ]);
});

test("an empty sequence resets", () => {
  expect(ansiParts("\x1b[31ma\x1b[mb")[1]).toEqual({ text: "b", classes: [] });
});

test.each([
  ["a link", "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07", "click"],
  ["a title", "\x1b]0;owned\x07text", "text"],
  ["a moved cursor", "a\x1b[2J\x1b[10;10Hb", "ab"],
  ["a bell and a backspace", "a\x07\bb", "ab"],
  ["a turned direction", "a\u202eb", "ab"],
  ["the escape of a sequence that does not end", "a\x1b[31", "a31"],
])("%s does nothing", (_, line, shown) => expect(plain(line)).toBe(shown));
