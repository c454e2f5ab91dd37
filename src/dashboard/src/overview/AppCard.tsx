import { memo } from "react";
import { Link } from "react-router";
import type { Wire } from "../api/client";
import { Ago, Took } from "../ui/Moment";
import { StatusMark } from "../ui/StatusMark";
import { runStatus, servingStatus } from "../ui/status";
import { RunStrip } from "./RunStrip";
import style from "./Overview.module.css";

function Latest({ run }: { run: Wire<"RunView"> }) {
  return (
    <p className={style.latest}>
      <Link to={`/runs/${run.id}`}>Run {run.id}</Link>
      <StatusMark status={runStatus(run.state)} plain />
      <span className="muted end">{run.finishedAt === null ? <Took from={run.createdAt} to={null} /> : <Ago at={run.finishedAt} />}</span>
    </p>
  );
}

/** Who brought what serves, and from which commit, as far as the newest run tells. */
function origin(app: Wire<"AppView">): string {
  const run = app.latestRun;
  if (run?.state !== "succeeded" || run.release !== app.servingRelease) return "";
  return ` · ${run.actor}${run.git ? ` · ${run.git.commit.slice(0, 7)}` : ` · ${run.trigger}`}`;
}

/** One app: what serves, since when, by whom, and how the last runs went. */
export const AppCard = memo(function AppCard({ app, runs }: { app: Wire<"AppView">; runs: readonly Wire<"RunMark">[] }) {
  return (
    <li className={`card ${style.app}`}>
      <div className={style.title}>
        <h3>
          <Link to={`/apps/${app.name}`}>{app.name}</Link>
        </h3>
        <StatusMark status={app.maintenance ? { tone: "wait", word: "maintenance", icon: "warning" } : servingStatus(app.servingRelease)} />
      </div>
      <p className="muted any">
        {app.servingSince === null ? (
          "never deployed"
        ) : (
          <>
            <Ago at={app.servingSince} />
            {origin(app)}
          </>
        )}
      </p>
      <RunStrip runs={runs} />
      {app.latestRun && <Latest run={app.latestRun} />}
    </li>
  );
});
