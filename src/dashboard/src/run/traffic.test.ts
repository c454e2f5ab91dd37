import { expect, test } from "vitest";
import {
  blueArea,
  failedPercent,
  greenArea,
  lineOf,
  ofText,
  percentText,
  placeIn,
  probed,
  sharesOf,
  spanOf,
  type Traffic,
} from "./traffic";

const noon = Date.parse("2026-01-01T12:00:00Z");
const at = (seconds: number) => new Date(noon + seconds * 1000).toISOString();
const move = (seconds: number, percent: number, requests = 0, failed = 0) => ({
  step: "canary",
  at: at(seconds),
  percent,
  requests,
  failed,
});
const look = (seconds: number, requests: number, failed: number, step = "canary") => ({
  step,
  at: at(seconds),
  requests,
  failed,
  connectionErrors: 0,
  responseMs: 12,
  mostFailedPercent: 5,
  longestMs: null,
});
const traffic = (moves: Traffic["moves"], looks: Traffic["looks"] = []): Traffic => ({ blue: 1, green: 2, moves, looks });

test("the requests of all moves are told together, and nothing when none were sent", () => {
  expect(probed([move(0, 10, 1000, 1), move(1, 100, 240)])).toEqual({ requests: 1240, failed: 1 });
  expect(probed([move(0, 100)])).toBeUndefined();
  expect(ofText(0, 1240)).toBe("0 of 1,240");
});

test("the picture begins a little before the first move and ends with the run", () => {
  expect(spanOf(traffic([move(0, 100)]), noon + 10_000)).toEqual({ begin: noon - 1200, end: noon + 10_000 });
  expect(spanOf(traffic([move(0, 100)]), noon).end).toBeGreaterThan(noon);
  expect(spanOf(traffic([], [look(4, 1, 0)]), noon).begin).toBeLessThan(noon + 4000);
});

test("green has nothing before the first move, and each share until the next one", () => {
  const span = { begin: noon, end: noon + 100_000 };
  const shares = sharesOf(traffic([move(20, 10), move(50, 100), move(80, 0)]), span);

  expect(shares.map((share) => [share.from, share.to, share.percent])).toEqual([
    [0, 20, 0],
    [20, 50, 10],
    [50, 80, 100],
    [80, 100, 0],
  ]);
  expect(greenArea(shares.slice(1, 2))).toBe("M20 100V90H50V100Z");
  expect(blueArea(shares.slice(1, 2))).toBe("M20 0V90H50V0Z");
  expect(placeIn(span, at(500))).toBe(100);
});

test("a line begins anew where the counting did, and stays in the picture", () => {
  const span = { begin: noon, end: noon + 100_000 };
  const looks = [look(10, 50, 0), look(20, 100, 5), look(30, 20, 20), look(40, 30, 0, "watch")];
  expect(lineOf(looks, span, failedPercent, 10)).toBe("M10.00 100.00L20.00 50.00M30.00 0.00M40.00 100.00");
  expect(lineOf([{ ...look(1, 1, 0), responseMs: null }], span, (one) => one.responseMs, 10)).toBe("");
});

test.each([
  [0, "0 %"],
  [0.26, "0.3 %"],
  [30.42, "30.4 %"],
  [5, "5 %"],
])("%d is written %s", (percent, text) => expect(percentText(percent)).toBe(text));
