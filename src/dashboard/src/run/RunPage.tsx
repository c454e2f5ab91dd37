import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { ApiError } from "../api/problem";
import { run as runQuery } from "../api/queries";
import { NotFoundPage } from "../app-shell/NotFoundPage";
import { Page } from "../app-shell/Page";
import { Loaded } from "../ui/Loaded";
import { StatusMark } from "../ui/StatusMark";
import { Tabs } from "../ui/Tabs";
import { runStatus } from "../ui/status";
import { ApprovalCards } from "./ApprovalCard";
import { FailureCard } from "./FailureCard";
import { HoldCard } from "./HoldCard";
import { logTotal } from "./logQueries";
import { RunActions } from "./RunActions";
import { RunFacts } from "./RunFacts";
import { SwitchMark } from "./SwitchMark";
import { tabs } from "./tabs";
import { useRunStream } from "./useRunStream";
import style from "./Run.module.css";

/** One run, live. What failed, or waits for a person, comes first. */
export function RunPage() {
  const { run: text = "", tab = "" } = useParams();
  const id = Number(text);
  const isNumber = Number.isSafeInteger(id) && id > 0;
  const query = useQuery({ ...runQuery(id), enabled: isNumber });
  const total = useQuery({ ...logTotal(id), enabled: isNumber }).data;
  const run = query.data;
  useRunStream(id, run?.isFinished, total);
  const shown = tabs.find((one) => one.path === tab);
  if (!isNumber || !shown || (query.error instanceof ApiError && query.error.status === 404)) return <NotFoundPage />;
  return (
    <Page
      title={`Run ${id}`}
      tab={run ? `Run ${id} ${runStatus(run.state).word} · ${run.app}` : `Run ${id}`}
      crumbs={
        run
          ? [
              { title: "Apps", to: "/" },
              { title: run.app, to: `/apps/${run.app}` },
              { title: "Runs", to: `/apps/${run.app}/runs` },
            ]
          : []
      }
      marks={
        run && (
          <>
            <StatusMark status={runStatus(run.state)} />
            <SwitchMark run={run} />
          </>
        )
      }
      actions={run && <RunActions run={run} />}
    >
      <Loaded query={query} lines={6}>
        {(found) => (
          <>
            <RunFacts run={found} />
            <div className={style.cards}>
              {found.hold && <HoldCard run={found} hold={found.hold} />}
              <ApprovalCards run={found} />
              {found.error && <FailureCard run={found} error={found.error} />}
            </div>
            <Tabs label="Run parts" base={`/runs/${id}`} tabs={tabs} />
            <shown.Content key={id} run={found} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
