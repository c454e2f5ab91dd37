import { useState } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, type Wire } from "../api/client";
import { Page } from "../app-shell/Page";
import { Empty, Loaded } from "../ui/Loaded";
import { When } from "../ui/Moment";
import { More } from "../ui/More";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import type { Status } from "../ui/status";
import { Details } from "./Details";
import style from "./Audit.module.css";

const outcomes: Record<string, Status> = {
  done: { tone: "ok", word: "done", icon: "check" },
  refused: { tone: "wait", word: "refused", icon: "stop" },
  failed: { tone: "fail", word: "failed", icon: "cross" },
};

const head = (
  <>
    <th scope="col">When</th>
    <th scope="col">Who</th>
    <th scope="col">What</th>
    <th scope="col">Outcome</th>
    <th scope="col">From</th>
  </>
);

function Row({ entry }: { entry: Wire<"AuditEntryView"> }) {
  return (
    <tr>
      <td data-nowrap>
        <When at={entry.at} />
      </td>
      <td>
        <strong>{entry.actor}</strong>{" "}
        {entry.token !== null && entry.token !== entry.actor && <span className="muted">by {entry.token}</span>}
      </td>
      <td className="any">
        <code>{entry.what}</code> {entry.app !== null && <Link to={`/apps/${entry.app}`}>{entry.app}</Link>}{" "}
        {entry.run !== null && <Link to={`/runs/${entry.run}`}>run {entry.run}</Link>}
        <Details of={entry.details} />
      </td>
      <td>
        <StatusMark status={outcomes[entry.outcome] ?? { tone: "off", word: entry.outcome, icon: "dot" }} plain />
      </td>
      <td className="muted">{entry.address}</td>
    </tr>
  );
}

/** Who changed what, and who tried without the rights. */
export function AuditPage() {
  const [actor, setActor] = useState("");
  const [outcome, setOutcome] = useState("");
  const query = useInfiniteQuery({
    queryKey: ["audit", actor, outcome],
    queryFn: ({ pageParam }) =>
      api.get("/api/v1/audit", { query: { limit: 50, actor, outcome, ...(pageParam === null ? {} : { before: pageParam }) } }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  return (
    <Page title="Audit">
      <div className={style.filters}>
        <input
          type="search"
          aria-label="Who"
          placeholder="Who  /"
          value={actor}
          spellCheck={false}
          onChange={(event) => setActor(event.target.value)}
        />
        <select aria-label="Outcome" value={outcome} onChange={(event) => setOutcome(event.target.value)}>
          <option value="">Every outcome</option>
          <option value="done">done</option>
          <option value="refused">refused</option>
          <option value="failed">failed</option>
        </select>
      </div>
      <Loaded query={query} lines={8}>
        {({ pages }) =>
          pages[0]?.items.length === 0 ? (
            <Empty title="Nothing is written down that fits" />
          ) : (
            <>
              <Table label="Audit" head={head} cards>
                {pages
                  .flatMap((page) => page.items)
                  .map((entry) => (
                    <Row key={entry.id} entry={entry} />
                  ))}
              </Table>
              <More query={query} what="entries" />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
