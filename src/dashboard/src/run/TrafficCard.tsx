import { useQuery } from "@tanstack/react-query";
import { traffic as trafficQuery } from "../api/queries";
import { durationText } from "../ui/durations";
import { Clock } from "../ui/Moment";
import { Picture } from "../ui/Picture";
import { Table } from "../ui/Table";
import { useNow } from "../ui/useNow";
import { failedPercent, ofText, percentText, spanOf, type Traffic } from "./traffic";
import { TrafficPicture } from "./TrafficPicture";
import type { RunTabProps } from "./tabs";

const head = (
  <>
    <th scope="col">At</th>
    <th scope="col">Step</th>
    <th scope="col">What</th>
    <th scope="col" data-number>
      Failed
    </th>
    <th scope="col" data-number>
      95 % within
    </th>
  </>
);

function rowsOf({ green, moves, looks }: Traffic) {
  const moved = moves.map((move) => ({
    ...move,
    what: `${move.percent} % to v${green ?? "?"}`,
    failed: move.requests === 0 ? "–" : `${ofText(move.failed, move.requests)} of ours`,
    slow: "–",
  }));
  const seen = looks.map((look) => ({
    ...look,
    what: "looked",
    failed: `${ofText(look.failed, look.requests)} (${percentText(failedPercent(look))})`,
    slow: look.responseMs === null ? "–" : durationText(look.responseMs),
  }));
  return [...moved, ...seen].sort((a, b) => a.at.localeCompare(b.at));
}

function TrafficTable({ traffic }: { traffic: Traffic }) {
  return (
    <Table label="Traffic" head={head}>
      {rowsOf(traffic).map((row) => (
        <tr key={row.at + row.what}>
          <td>
            <Clock at={row.at} />
          </td>
          <td>{row.step}</td>
          <th scope="row">{row.what}</th>
          <td data-number>{row.failed}</td>
          <td data-number>{row.slow}</td>
        </tr>
      ))}
    </Table>
  );
}

/** How the traffic moved between blue and green, and how green's visitors fared; nothing before anything moved. */
export function TrafficCard({ run }: RunTabProps) {
  const now = useNow(!run.isFinished);
  const { data } = useQuery(trafficQuery(run.id));
  if (!data || data.moves.length + data.looks.length === 0) return null;
  const span = spanOf(data, run.finishedAt === null ? now : Date.parse(run.finishedAt));
  return (
    <Picture title="Traffic" table={<TrafficTable traffic={data} />}>
      <TrafficPicture traffic={data} span={span} />
    </Picture>
  );
}
