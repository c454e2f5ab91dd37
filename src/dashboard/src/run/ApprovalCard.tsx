import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { api, type Wire } from "../api/client";
import { whoAmI } from "../api/queries";
import { useChange } from "../api/useChange";
import { useRights } from "../app/useRights";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { Clock, Left } from "../ui/Moment";
import { Problem } from "../ui/Notice";
import { plainText } from "../ui/plainText";
import type { RunTabProps } from "./tabs";
import style from "./Run.module.css";

type Asked = Wire<"ApprovalView">;

/** Why one's answer would not count; undefined when it would. */
function whyNot(asked: Asked, name: string, mayDeploy: boolean): string | undefined {
  if (asked.notBy.includes(name)) return "This run is yours, so somebody else must answer.";
  if (!mayDeploy) return "Only those who may deploy this app can answer.";
  return asked.from.length > 0 && !asked.from.includes(name) ? "You are not among those who are asked." : undefined;
}

function Answer({ run, step }: RunTabProps & { step: string }) {
  const [comment, setComment] = useState("");
  const stale = ["run", run.id];
  const body = { step, comment: comment.trim() === "" ? null : comment };
  const approve = useChange(stale, () => api.post("/api/v1/runs/{id}/approve", { path: { id: run.id }, body }));
  const reject = useChange(stale, () => api.post("/api/v1/runs/{id}/reject", { path: { id: run.id }, body }));
  const isBusy = approve.isPending || reject.isPending;
  return (
    <>
      <div className={style.answer}>
        <TextField label="Comment" maxLength={1000} value={comment} onChange={(event) => setComment(event.target.value)} />
        <Button look="primary" icon={<Check size={15} aria-hidden />} busy={isBusy} onClick={() => approve.mutate(undefined)}>
          Approve
        </Button>
        <Button look="danger" icon={<X size={15} aria-hidden />} busy={isBusy} onClick={() => reject.mutate(undefined)}>
          Reject
        </Button>
      </div>
      <Problem error={approve.error ?? reject.error} />
    </>
  );
}

function Card({ run, step, asked }: RunTabProps & { step: Wire<"StepView">; asked: Asked }) {
  const name = useQuery(whoAmI).data?.name ?? "";
  const reason = whyNot(asked, name, useRights(run.app).mayDeploy);
  const approvals = asked.votes.filter((vote) => vote.verdict === "approved").length;
  return (
    <section className={`card ${asked.isOpen ? style.asks : ""}`} aria-labelledby={`approval-${step.id}`}>
      <h2 id={`approval-${step.id}`}>
        {step.id}: {plainText(asked.message)}
      </h2>
      <p className="muted">
        {approvals} of {asked.needed} approvals{asked.from.length > 0 && `, from ${asked.from.join(", ")}`}
        {asked.isOpen && step.waitingUntil !== null && (
          <>
            {" "}
            · <Left until={step.waitingUntil} /> left
          </>
        )}
      </p>
      {asked.votes.length > 0 && (
        <ul className={style.votes}>
          {asked.votes.map((vote) => (
            <li key={vote.actor + vote.at}>
              <Clock at={vote.at} /> <strong>{vote.actor}</strong> {vote.verdict}
              {vote.comment !== null && `: ${plainText(vote.comment)}`}
            </li>
          ))}
        </ul>
      )}
      {asked.isOpen && (reason === undefined ? <Answer run={run} step={step.id} /> : <p className="muted">{reason}</p>)}
    </section>
  );
}

/** What a run asks, or has asked, people. */
export function ApprovalCards({ run }: RunTabProps) {
  return run.steps.map((step) => step.approval && <Card key={step.id} run={run} step={step} asked={step.approval} />);
}
