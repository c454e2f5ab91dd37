import { expect, test } from "vitest";
import { diffOf, foldedDiff, type DiffLine } from "./diff";

const marks = { same: " ", old: "-", new: "+" };
const written = (lines: DiffLine[]) => lines.map((line) => marks[line.sign] + line.text);
const text = (lines: string[]) => lines.map((line) => `${line}\n`).join("");

test("a changed line is the old one and then the new one, between those that stay", () => {
  expect(written(diffOf("a\nb\nc\n", "a\nx\nc\n"))).toEqual([" a", "-b", "+x", " c"]);
});

test("each line knows its number in the text it is in", () => {
  expect(diffOf("a\nb\n", "b\nc\n")).toEqual([
    { sign: "old", text: "a", old: 1, new: null },
    { sign: "same", text: "b", old: 2, new: 1 },
    { sign: "new", text: "c", old: null, new: 2 },
  ]);
});

test("how lines end, and whether the last one does, is no difference", () => {
  expect(written(diffOf("a\r\nb\r\n", "a\nb"))).toEqual([" a", " b"]);
});

test.each([
  ["", "", []],
  ["", "a\n", ["+a"]],
  ["a\n", "", ["-a"]],
])("nothing is a text, too: %j and %j", (old, next, expected) => expect(written(diffOf(old, next))).toEqual(expected));

test("nobody is shown more changes than there are", () => {
  const lines = Array.from({ length: 400 }, (_, i) => `line ${i}`);
  const changed = lines.toSpliced(350, 1).toSpliced(100, 0, "new");
  expect(
    diffOf(text(lines), text(changed))
      .filter((line) => line.sign !== "same")
      .map((line) => line.text),
  ).toEqual(["new", "line 350"]);
});

test("whatever two texts are, the lines of each come out in their order", () => {
  let seed = 7;
  const draw = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 300; round++) {
    const [old, next] = [0, 1].map(() => Array.from({ length: draw(12) }, () => "abc"[draw(3)] ?? "a"));
    const lines = diffOf(text(old ?? []), text(next ?? []));
    expect([round, lines.filter((line) => line.sign !== "new").map((line) => line.text)]).toEqual([round, old]);
    expect([round, lines.filter((line) => line.sign !== "old").map((line) => line.text)]).toEqual([round, next]);
  }
});

test("texts that have next to nothing in common are told as one and then the other", () => {
  const [old, next] = ["o", "n"].map((name) => Array.from({ length: 2000 }, (_, i) => `${name}${i}`));
  const lines = diffOf(text(old ?? []), text(next ?? []));
  expect([lines.length, lines[0]?.sign, lines.at(-1)?.sign]).toEqual([4000, "old", "new"]);
});

test("what stays the same far from a change is only counted", () => {
  const lines = Array.from({ length: 20 }, (_, i) => `${i}`);
  const parts = foldedDiff(diffOf(text(lines), text(lines.with(10, "x"))), 2);
  expect(parts.map((part) => ("hidden" in part ? part.hidden : written(part.lines)))).toEqual([
    8,
    [" 8", " 9", "-10", "+x", " 11", " 12"],
    7,
  ]);
});
