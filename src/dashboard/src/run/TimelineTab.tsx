import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { checks, journal } from "../api/queries";
import { Loaded } from "../ui/Loaded";
import { useNow } from "../ui/useNow";
import { ChecksTable } from "./ChecksTable";
import { failedTries, piecesOf, ticksOf } from "./gantt";
import { Legend } from "./Legend";
import type { RunTabProps } from "./tabs";
import { LatencyCard } from "./LatencyCard";
import { Picture } from "../ui/Picture";
import { TimelineTable } from "./TimelineTable";
import { TimelineRow } from "./TimelineRow";
import { TrafficCard } from "./TrafficCard";
import style from "./Timeline.module.css";
import traffic from "./Traffic.module.css";

interface ChartProps extends RunTabProps {
  entries: readonly Wire<"JournalEntryView">[];
  attempts: readonly Wire<"CheckAttemptView">[];
}

function Chart({ run, entries, attempts }: ChartProps) {
  const now = useNow(!run.isFinished);
  const begin = Date.parse(run.startedAt ?? run.createdAt);
  const end = Math.max(begin + 1, run.finishedAt === null ? now : Date.parse(run.finishedAt));
  const pieces = useMemo(() => piecesOf(entries, end), [entries, end]);
  const tries = useMemo(() => failedTries(attempts), [attempts]);
  const ticks = ticksOf(begin, end);
  return (
    <Picture title="Timeline" table={<TimelineTable steps={run.steps} pieces={pieces} />}>
      <div className={style.scale} aria-hidden>
        <div className={style.ticks}>
          {ticks.map((tick) => (
            <span key={tick.text} style={{ left: `${tick.at}%` }}>
              {tick.text}
            </span>
          ))}
        </div>
      </div>
      <div className={style.rows}>
        <div className={style.lines} aria-hidden>
          <div>
            {ticks.map((tick) => (
              <i key={tick.text} style={{ left: `${tick.at}%` }} />
            ))}
          </div>
        </div>
        <ul>
          {run.steps.map((step) => (
            <TimelineRow
              key={step.id}
              step={step}
              pieces={[...(pieces.get(step.id) ?? []), ...(tries.get(step.id) ?? [])]}
              begin={begin}
              end={end}
            />
          ))}
        </ul>
      </div>
      <Legend />
    </Picture>
  );
}

/** When each step did what; what waits says for how long. The table of checks stands below. */
export function TimelineTab({ run }: RunTabProps) {
  const entries = useQuery(journal(run.id));
  const hasChecks = run.steps.some((step) => step.uses === "check");
  const attempts = useQuery({ ...checks(run.id), enabled: hasChecks }).data ?? [];
  return (
    <>
      <Loaded query={entries} lines={run.steps.length}>
        {({ items }) => <Chart run={run} entries={items} attempts={attempts} />}
      </Loaded>
      <div className={traffic.pictures}>
        <TrafficCard run={run} />
        {attempts.length > 0 && <LatencyCard attempts={attempts} />}
      </div>
      {attempts.length > 0 && <ChecksTable attempts={attempts} />}
    </>
  );
}
