import type { Wire } from "../api/client";
import { runStatus, type Status } from "../ui/status";

/** Something that a person should look at. */
export interface Need {
  key: string;
  status: Status;
  subject: string;
  text: string;
  hint?: string;
  to?: string;
  /** The run that asks for approval, and the step that does. */
  approval?: { run: number; step: string };
}

const stuckAfter = 60 * 60 * 1000;

function ofApproval(run: Wire<"RunView">): Need[] {
  return run.steps
    .filter((step) => step.approval?.isOpen)
    .map((step) => ({
      key: `approval-${run.id}-${step.id}`,
      status: { tone: "wait", word: "waiting for approval", icon: "hand" },
      subject: run.app,
      text: `run ${run.id} · ${step.approval?.message ?? ""}${askedOf(step.approval)}`,
      to: `/runs/${run.id}`,
      approval: { run: run.id, step: step.id },
    }));
}

function askedOf(approval: Wire<"ApprovalView"> | null | undefined): string {
  return approval && approval.from.length > 0 ? ` · asks ${approval.from.join(", ")}` : "";
}

function ofRun(app: Wire<"AppView">, run: Wire<"RunView">, now: number): Need[] {
  const need: Need = {
    key: `run-${run.id}`,
    status: runStatus(run.state),
    subject: app.name,
    text: `run ${run.id}`,
    to: `/runs/${run.id}`,
  };
  const serves = app.servingRelease === null ? "Nothing serves" : `v${app.servingRelease} still serves`;
  if (run.state === "needsAttention")
    return [{ ...need, text: `run ${run.id} could not undo what it did: ${run.error?.message ?? "see the run"}` }];
  if (run.state === "failed" || run.state === "rolledBack")
    return [{ ...need, text: `${run.error?.message ?? `run ${run.id}`}. ${serves}` }];
  const began = run.startedAt === null ? undefined : Date.parse(run.startedAt);
  if (run.state === "running" && began !== undefined && now - began > stuckAfter)
    return [{ ...need, text: `run ${run.id} goes on for more than an hour` }];
  return [];
}

function ofFinding(finding: Wire<"FindingView">): Need[] {
  if (finding.level === "ok") return [];
  const fails = finding.level === "failed";
  const need: Need = {
    key: `doctor-${finding.part}-${finding.message}`,
    status: { tone: fails ? "fail" : "wait", word: fails ? "broken" : "warning", icon: "warning" },
    subject: finding.part,
    text: finding.message,
    to: "/nodes",
  };
  return [finding.fix === null ? need : { ...need, hint: finding.fix }];
}

/** What needs a person: approvals first, then runs, then the installation itself. */
export function needsOf(
  apps: readonly Wire<"AppView">[],
  waiting: readonly Wire<"RunView">[],
  findings: readonly Wire<"FindingView">[],
  now: number,
): Need[] {
  return [
    ...waiting.flatMap(ofApproval),
    ...apps.flatMap((app) => (app.latestRun ? ofRun(app, app.latestRun, now) : [])),
    ...findings.flatMap(ofFinding),
  ];
}
