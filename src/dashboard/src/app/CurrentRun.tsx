import { Link } from "react-router";
import type { Wire } from "../api/client";
import { Notice } from "../ui/Notice";
import { StatusMark } from "../ui/StatusMark";
import { runStatus } from "../ui/status";
import { Took } from "../ui/Moment";

/** The run that an app is in right now. */
export function CurrentRun({ run }: { run: Wire<"RunView"> | null }) {
  if (run === null || run.isFinished) return null;
  return (
    <Notice>
      <Link to={`/runs/${run.id}`}>Run {run.id}</Link> <StatusMark status={runStatus(run.state)} plain /> since{" "}
      <Took from={run.createdAt} to={null} />, started by {run.actor}.
    </Notice>
  );
}
