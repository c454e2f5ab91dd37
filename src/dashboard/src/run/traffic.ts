import type { Wire } from "../api/client";

export type Traffic = Wire<"RunTrafficView">;
type Look = Wire<"TrafficLookView">;

/** A stretch of time in milliseconds. */
export interface Span {
  begin: number;
  end: number;
}

/** Green's share from one moment to another; places in percent of the picture's width. */
export interface Share {
  from: number;
  to: number;
  percent: number;
}

const number = new Intl.NumberFormat("en");

/** How many requests of our own were sent while the traffic moved, and how many of them failed; undefined when none were. */
export function probed(moves: Traffic["moves"]): { requests: number; failed: number } | undefined {
  const requests = moves.reduce((sum, move) => sum + move.requests, 0);
  return requests === 0 ? undefined : { requests, failed: moves.reduce((sum, move) => sum + move.failed, 0) };
}

/** "0 of 1,240". */
export const ofText = (failed: number, requests: number): string => `${number.format(failed)} of ${number.format(requests)}`;

/** How many percent failed. */
export const failedPercent = (look: Look): number => (look.requests === 0 ? 0 : (100 * look.failed) / look.requests);

/** "0 %", "0.3 %", "12.5 %". */
export const percentText = (percent: number): string => `${Math.round(percent * 10) / 10} %`;

/** The time that is drawn: from a little before the first move to the end. */
export function spanOf(traffic: Traffic, end: number): Span {
  const times = [...traffic.moves, ...traffic.looks].map((one) => Date.parse(one.at));
  const first = Math.min(...times);
  const last = Math.max(end, ...times);
  const lead = Math.max(500, 0.12 * (last - first));
  return { begin: first - lead, end: Math.max(last, first + lead) };
}

/** Where a moment lies, in percent of the picture's width. */
export const placeIn = ({ begin, end }: Span, at: string): number =>
  Math.min(100, Math.max(0, (100 * (Date.parse(at) - begin)) / (end - begin)));

/** Green's share of the traffic over the time that is drawn. */
export function sharesOf(traffic: Traffic, span: Span): Share[] {
  const ends = traffic.moves.map((move) => placeIn(span, move.at));
  return [
    { from: 0, to: ends[0] ?? 100, percent: 0 },
    ...traffic.moves.map((move, index) => ({ from: ends[index] ?? 0, to: ends[index + 1] ?? 100, percent: move.percent })),
  ];
}

/** The areas below green's share, and above it, as paths in a field of 100 by 100. */
export const greenArea = (shares: readonly Share[]): string =>
  shares.map(({ from, to, percent }) => `M${from} 100V${100 - percent}H${to}V100Z`).join("");

export const blueArea = (shares: readonly Share[]): string =>
  shares.map(({ from, to, percent }) => `M${from} 0V${100 - percent}H${to}V0Z`).join("");

/** A line through what was seen, in a field of 100 by 100; it begins anew where the counting did. */
export function lineOf(looks: readonly Look[], span: Span, value: (look: Look) => number | null, most: number): string {
  let path = "";
  let before: Look | undefined;
  for (const look of looks) {
    const height = value(look);
    if (height === null) continue;
    const goesOn = before?.step === look.step && before.requests <= look.requests;
    path += `${goesOn ? "L" : "M"}${placeIn(span, look.at).toFixed(2)} ${(100 - (100 * Math.min(height, most)) / most).toFixed(2)}`;
    before = look;
  }
  return path;
}
