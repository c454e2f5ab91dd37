import type { Wire } from "../api/client";

export type Line = Wire<"RunLogLine">;

/** In pixels: a smaller line would be too small to be picked. */
export const lineHeight = 24;

/** So many lines are read at once. */
export const pageSize = 500;

/** The page that a line lies on; lines are counted from 1. */
export const pageOf = (seq: number): number => Math.floor((seq - 1) / pageSize);

/** The pages that a range of lines touches, counted from 0. */
export function pagesIn(first: number, last: number): number[] {
  const from = pageOf(first + 1);
  return Array.from({ length: Math.max(0, pageOf(last + 1) - from + 1) }, (_, index) => from + index);
}

/** A page with the lines that follow it; undefined when some between are missing, so that it must be read anew. */
export function withLines(page: readonly Line[], number: number, lines: readonly Line[]): readonly Line[] | undefined {
  const wanted = lines.filter((line) => pageOf(line.seq) === number && line.seq > (page.at(-1)?.seq ?? number * pageSize));
  if (wanted.length === 0) return page;
  const next = (page.at(-1)?.seq ?? number * pageSize) + 1;
  return wanted[0]?.seq === next ? [...page, ...wanted] : undefined;
}
