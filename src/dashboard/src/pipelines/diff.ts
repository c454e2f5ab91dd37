/** A line of two texts laid side by side: in both, only in the old one, or only in the new one. */
export interface DiffLine {
  sign: "same" | "old" | "new";
  text: string;
  /** Its number in the old and in the new text, from 1; null where it is not. */
  old: number | null;
  new: number | null;
}

type Move = (sign: DiffLine["sign"], line: string) => void;

// Beyond so many lines that differ nobody reads a shortest difference, and looking for it takes its square in memory.
const mostChanges = 800;

function linesOf(text: string): string[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** How far one gets on each diagonal with each number of changes (E. Myers, "An O(ND) difference algorithm", 1986); nothing when there are too many. */
function roundsOf(old: readonly string[], next: readonly string[]): Map<number, number>[] | undefined {
  const reached = new Map([[1, 0]]);
  const rounds: Map<number, number>[] = [];
  for (let changes = 0; changes <= Math.min(mostChanges, old.length + next.length); changes++) {
    rounds.push(new Map(reached));
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = firstOn(reached, diagonal, changes);
      while (x < old.length && x - diagonal < next.length && old[x] === next[x - diagonal]) x++;
      reached.set(diagonal, x);
      if (x >= old.length && x - diagonal >= next.length) return rounds;
    }
  }
  return undefined;
}

const goesDown = (reached: ReadonlyMap<number, number>, diagonal: number, changes: number) =>
  diagonal === -changes || (diagonal !== changes && (reached.get(diagonal - 1) ?? -1) < (reached.get(diagonal + 1) ?? -1));

const firstOn = (reached: ReadonlyMap<number, number>, diagonal: number, changes: number) =>
  goesDown(reached, diagonal, changes) ? (reached.get(diagonal + 1) ?? 0) : (reached.get(diagonal - 1) ?? 0) + 1;

/** The way through both texts with the fewest changes. */
function walk(old: readonly string[], next: readonly string[], move: Move): void {
  const rounds = roundsOf(old, next);
  if (!rounds) {
    old.forEach((line) => move("old", line));
    next.forEach((line) => move("new", line));
    return;
  }
  const back: [DiffLine["sign"], string][] = [];
  let x = old.length;
  let y = next.length;
  for (let changes = rounds.length - 1; changes >= 0; changes--) {
    const reached = rounds[changes] ?? new Map<number, number>();
    const down = goesDown(reached, x - y, changes);
    const start = firstOn(reached, x - y, changes);
    const last = changes === 0 ? 0 : start;
    for (; x > last; x--, y--) back.push(["same", old[x - 1] ?? ""]);
    if (changes === 0) break;
    if (down) back.push(["new", next[--y] ?? ""]);
    else back.push(["old", old[--x] ?? ""]);
  }
  back.reverse().forEach(([sign, line]) => move(sign, line));
}

/** What is different between two texts, line by line; how lines end is no difference. */
export function diffOf(oldText: string, newText: string): DiffLine[] {
  const old = linesOf(oldText);
  const next = linesOf(newText);
  const found: DiffLine[] = [];
  const at = { old: 0, new: 0 };
  walk(old, next, (sign, text) => {
    found.push({ sign, text, old: sign === "new" ? null : ++at.old, new: sign === "old" ? null : ++at.new });
  });
  return found;
}

/** Some lines of a difference, or how many that are in both were left out between them. */
export type DiffPart = { lines: DiffLine[] } | { hidden: number };

/** A difference with only so many lines around each change. */
export function foldedDiff(lines: readonly DiffLine[], around = 3): DiffPart[] {
  const changed = lines.flatMap((line, index) => (line.sign === "same" ? [] : [index]));
  const shown = new Set(changed.flatMap((index) => Array.from({ length: 2 * around + 1 }, (_, offset) => index - around + offset)));
  const parts: DiffPart[] = [];
  lines.forEach((line, index) => {
    const last = parts.at(-1);
    if (shown.has(index)) {
      if (last && "lines" in last) last.lines.push(line);
      else parts.push({ lines: [line] });
    } else if (last && "hidden" in last) last.hidden++;
    else parts.push({ hidden: 1 });
  });
  return parts;
}
