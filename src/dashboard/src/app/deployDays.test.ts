import { expect, test } from "vitest";
import { days, daysOf, firstMoment, summaryOf } from "./deployDays";

const now = new Date(2026, 10, 22, 9, 30).getTime();
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();

test("there are thirty days, the last one is today", () => {
  const found = daysOf([], now);

  expect(found).toHaveLength(days);
  expect(found.at(-1)?.at).toBe(new Date(2026, 10, 22).getTime());
  expect(found[0]?.at).toBe(firstMoment(now));
});

test("a run counts on the day on which it began", () => {
  const found = daysOf(
    [
      { createdAt: at(22, 0), state: "succeeded" },
      { createdAt: at(21, 23), state: "rolledBack" },
      { createdAt: at(21, 1), state: "cancelled" },
    ],
    now,
  );

  expect(found.at(-1)).toMatchObject({ succeeded: 1, failed: 0, other: 0 });
  expect(found.at(-2)).toMatchObject({ succeeded: 0, failed: 1, other: 1 });
});

test("what is older than the strip is left out", () => {
  const found = daysOf([{ createdAt: new Date(firstMoment(now) - 1).toISOString(), state: "failed" }], now);

  expect(summaryOf(found)).toBe("0 runs, 0 succeeded, 0 failed");
});

test("the strip says in words what it shows", () => {
  expect(summaryOf(daysOf([{ createdAt: at(20, 5), state: "succeeded" }], now))).toBe("1 run, 1 succeeded, 0 failed");
});
