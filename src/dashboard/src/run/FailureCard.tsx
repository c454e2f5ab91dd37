import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Wire } from "../api/client";
import { app as appQuery, checks, lastLines } from "../api/queries";
import { plainText } from "../ui/plainText";
import { LogLine } from "./LogLine";
import type { RunTabProps } from "./tabs";
import style from "./Run.module.css";

/** The answer of the last check that failed. */
function lastAnswer(attempts: readonly Wire<"CheckAttemptView">[]): Wire<"AskedCheckView"> | undefined {
  return attempts.flatMap((attempt) => attempt.checks.filter((check) => !check.passed)).at(-1);
}

/** What the step saw; of a check also what was asked, and how the answer began when that is not in it. */
function Seen({ detail, check }: { detail: string; check: Wire<"AskedCheckView"> | undefined }) {
  const title = check
    ? `Last answer to ${plainText(check.asked)}${check.status === null ? "" : `: ${check.status}`}, ${Math.round(check.latencyMs)} ms`
    : "What was seen";
  const text = plainText(detail.trim() === "" ? (check?.body ?? check?.cause ?? "") : detail.trim());
  if (text === "") return null;
  return (
    <div>
      <h3>{title}</h3>
      <pre tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
    </div>
  );
}

function LastLines({ run, step }: RunTabProps & { step: string | null }) {
  const lines = useQuery(lastLines(run.id, step)).data?.items ?? [];
  if (lines.length === 0) return null;
  return (
    <div>
      <h3>Last lines{step !== null && ` of ${step}`}</h3>
      <pre tabIndex={0} role="region" aria-label="Last lines">
        {lines.map((line) => (
          <LogLine key={line.seq} text={line.text} />
        ))}
      </pre>
    </div>
  );
}

/** Why a run failed, in one sentence; what was seen; what to do next. */
export function FailureCard({ run, error }: RunTabProps & { error: Wire<"RunError"> }) {
  const serving = useQuery(appQuery(run.app)).data?.servingRelease ?? null;
  const hasChecks = run.steps.some((step) => step.id === error.step && step.uses === "check");
  const answer = lastAnswer(useQuery({ ...checks(run.id), enabled: hasChecks }).data ?? []);
  return (
    <section className={`card ${style.failure}`} aria-labelledby="failure">
      <h2 id="failure">
        {error.step !== null && <span className="muted">{error.step}: </span>}
        {plainText(error.message)}
      </h2>
      <div className={style.evidence}>
        <Seen detail={error.detail ?? ""} check={hasChecks ? answer : undefined} />
        <LastLines run={run} step={error.step} />
      </div>
      <p>
        <strong>Next:</strong>{" "}
        {error.hint === null ? "Mend what the step says and deploy again, or retry when it was bad luck." : plainText(error.hint)}
      </p>
      <p className="muted">
        {serving === null ? "Nothing serves." : `v${serving} serves.`} <Link to={`/runs/${run.id}/log`}>Open the whole log</Link>
      </p>
    </section>
  );
}
