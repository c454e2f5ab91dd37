import { expect, test } from "vitest";
import type { Wire } from "../api/client";
import { needsOf } from "./needs";

const noon = Date.parse("2026-01-01T12:00:00Z");

function run(state: string, more: Partial<Wire<"RunView">> = {}): Wire<"RunView"> {
  const at = "2026-01-01T11:59:00Z";
  return {
    id: 7,
    app: "shop",
    pipeline: "p",
    state,
    trigger: "cli",
    actor: "ada",
    release: 2,
    createdAt: at,
    startedAt: at,
    finishedAt: null,
    error: null,
    steps: [],
    ...more,
  };
}

function app(latestRun: Wire<"RunView"> | null, servingRelease: number | null = 1): Wire<"AppView"> {
  return { name: "shop", createdAt: "", domains: [], urls: [], servingRelease, servingSince: null, latestRun };
}

const error = { code: "checks.failed", message: "Check 1 failed", hint: null, detail: null, step: "check" };

test("a run that failed says why and what serves", () => {
  expect(needsOf([app(run("rolledBack", { error }))], [], [], noon)[0]).toMatchObject({
    subject: "shop",
    text: "Check 1 failed. v1 still serves",
    to: "/runs/7",
  });
  expect(needsOf([app(run("failed", { error }), null)], [], [], noon)[0]?.text).toContain("Nothing serves");
});

test("a run that goes well needs nobody, one that goes on for hours does", () => {
  expect(needsOf([app(run("running")), app(run("succeeded")), app(null)], [], [], noon)).toEqual([]);
  expect(needsOf([app(run("running", { startedAt: "2026-01-01T09:00:00Z" }))], [], [], noon)).toHaveLength(1);
});

test("an approval comes first and says who is asked", () => {
  const approval = { message: "Ship it?", needed: 1, from: ["leads"], notBy: [], isOpen: true, votes: [] };
  const step = {
    id: "ask",
    uses: "approve",
    state: "waiting",
    attempt: 1,
    startedAt: null,
    finishedAt: null,
    waitingUntil: null,
    note: null,
    error: null,
    approval,
  };
  const needs = needsOf([app(run("needsAttention", { error }))], [run("waiting", { id: 9, steps: [step] })], [], noon);
  expect(needs.map((need) => need.to)).toEqual(["/runs/9", "/runs/7"]);
  expect(needs[0]?.text).toBe("run 9 · Ship it? · asks leads");
});

test("what the doctor finds is told unless it is fine", () => {
  const finding = (level: string) => ({ part: "disk", level, message: "nearly full", fix: "Clean" });
  expect(needsOf([], [], [finding("ok"), finding("warning"), finding("failed")], noon).map((need) => need.status.word)).toEqual([
    "warning",
    "broken",
  ]);
});
