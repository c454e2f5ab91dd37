import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "../api/client";
import { Facts } from "../ui/Facts";
import { Ago, Took } from "../ui/Moment";
import { durationText } from "../ui/durations";
import { useNow } from "../ui/useNow";
import { usualDuration } from "./eta";
import type { RunTabProps } from "./tabs";

/** How long runs like this one usually take, and what is left of that. */
function Expected({ run }: RunTabProps) {
  const { data } = useQuery({
    queryKey: ["app", run.app, "history"],
    queryFn: () => api.get("/api/v1/runs", { query: { app: run.app, limit: 50 } }),
  });
  const now = useNow(!run.isFinished);
  const usual = data && usualDuration(data.items, run);
  if (usual === undefined || run.startedAt === null) return <>–</>;
  const left = Date.parse(run.startedAt) + usual - now;
  return <>{left > 0 ? `in about ${durationText(Math.ceil(left / 1000) * 1000)}` : `later than usual (${durationText(usual)})`}</>;
}

/** Who, what, why and how long. */
export function RunFacts({ run }: RunTabProps) {
  return (
    <Facts
      facts={[
        [
          "App",
          <Link key="app" to={`/apps/${run.app}`}>
            {run.app}
          </Link>,
        ],
        run.release !== null && (["Release", `v${run.release}`] as const),
        run.git != null &&
          ([
            "Commit",
            <code key="commit" title={`${run.git.url} ${run.git.commit}`}>{`${run.git.commit.slice(0, 7)} ${run.git.ref}`}</code>,
          ] as const),
        ["By", run.actor],
        ["Trigger", run.trigger],
        ["Pipeline", `${run.pipeline}${run.pipelineVersion == null ? "" : ` v${run.pipelineVersion}`}`],
        run.retryOf != null && (["Goes on with", <Link key="retry" to={`/runs/${run.retryOf}`}>{`run ${run.retryOf}`}</Link>] as const),
        ["Began", <Ago key="began" at={run.createdAt} />],
        [
          run.isFinished ? "Took" : "For",
          run.startedAt === null ? "not started" : <Took key="took" from={run.startedAt} to={run.finishedAt} />,
        ],
        !run.isFinished && (["Done", <Expected key="expected" run={run} />] as const),
      ]}
    />
  );
}
