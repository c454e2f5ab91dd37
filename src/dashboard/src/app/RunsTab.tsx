import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Wire } from "../api/client";
import { runsOf } from "../api/queries";
import { Empty, Loaded } from "../ui/Loaded";
import { Ago, Took } from "../ui/Moment";
import { More } from "../ui/More";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import { plainText } from "../ui/plainText";
import { runStatus } from "../ui/status";
import { CopyBlock } from "../ui/CopyBlock";
import { DeployDays } from "./DeployDays";
import type { AppTabProps } from "./tabs";
import style from "./App.module.css";

const head = (
  <>
    <th scope="col">Run</th>
    <th scope="col">State</th>
    <th scope="col">Release</th>
    <th scope="col">By</th>
    <th scope="col">Began</th>
    <th scope="col" data-number>
      Took
    </th>
  </>
);

function Row({ run }: { run: Wire<"RunView"> }) {
  return (
    <tr>
      <th scope="row" data-nowrap>
        <Link to={`/runs/${run.id}`}>{run.id}</Link>
      </th>
      <td>
        <StatusMark status={runStatus(run.state)} plain />
        {run.error && <p className={style.why}>{plainText(run.error.message)}</p>}
        {run.hold && <p className="muted">{run.hold.reason}</p>}
      </td>
      <td>{run.release === null ? "" : `v${run.release}`}</td>
      <td>
        {run.actor} <span className="muted">· {run.trigger}</span>
        {run.git && (
          <>
            {" "}
            <code title={run.git.commit}>{run.git.commit.slice(0, 7)}</code>
          </>
        )}
      </td>
      <td data-nowrap>
        <Ago at={run.createdAt} />
      </td>
      <td data-number data-label="took">
        {run.startedAt === null ? "–" : <Took from={run.startedAt} to={run.finishedAt} />}
      </td>
    </tr>
  );
}

/** How the last thirty days went, and the runs of an app, newest first. */
export function RunsTab({ app }: AppTabProps) {
  const query = useInfiniteQuery(runsOf(app.name));
  return (
    <Loaded query={query} lines={6}>
      {({ pages }) =>
        pages[0]?.items.length === 0 ? (
          <Empty title="It was never deployed">
            <p>In a folder with a Dockerfile:</p>
            <CopyBlock label="Deploy a folder" text={`pdeploy deploy . -a ${app.name}`} />
          </Empty>
        ) : (
          <div className="stack">
            <DeployDays app={app} />
            <Table label="Runs" cards head={head}>
              {pages
                .flatMap((page) => page.items)
                .map((run) => (
                  <Row key={run.id} run={run} />
                ))}
            </Table>
            <More query={query} what="runs" />
          </div>
        )
      }
    </Loaded>
  );
}
