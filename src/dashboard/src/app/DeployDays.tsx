import { useQuery } from "@tanstack/react-query";
import { api, type Wire } from "../api/client";
import { Picture } from "../ui/Picture";
import { Table } from "../ui/Table";
import { useNow } from "../ui/useNow";
import { days, daysOf, firstMoment, summaryOf, type DeployDay } from "./deployDays";
import type { AppTabProps } from "./tabs";
import style from "./DeployDays.module.css";

const atOnce = 200;
const width = 10;
const height = 40;

/** The runs of the last thirty days: pages from the newest on, until one is older. */
async function lately(app: string, signal: AbortSignal): Promise<Wire<"RunView">[]> {
  const found: Wire<"RunView">[] = [];
  for (let before: number | null | undefined; before !== null;) {
    const page = await api.get("/api/v1/runs", { query: { app, limit: atOnce, ...(before === undefined ? {} : { before }) }, signal });
    found.push(...page.items);
    const last = page.items.at(-1);
    before = last && Date.parse(last.createdAt) >= firstMoment(Date.now()) ? page.next : null;
  }
  return found;
}

const head = (
  <>
    <th scope="col">Day</th>
    <th scope="col" data-number>
      Succeeded
    </th>
    <th scope="col" data-number>
      Failed
    </th>
    <th scope="col" data-number>
      Other
    </th>
  </>
);

const dayText = (at: number) => new Date(at).toLocaleDateString(undefined, { weekday: "short", month: "short", day: "numeric" });

function Days({ found }: { found: readonly DeployDay[] }) {
  return (
    <Table label="Runs by day" head={head}>
      {found
        .filter((day) => day.succeeded + day.failed + day.other > 0)
        .toReversed()
        .map((day) => (
          <tr key={day.at}>
            <th scope="row">{dayText(day.at)}</th>
            <td data-number>{day.succeeded}</td>
            <td data-number>{day.failed}</td>
            <td data-number>{day.other}</td>
          </tr>
        ))}
    </Table>
  );
}

function Bar({ day, place, most }: { day: DeployDay; place: number; most: number }) {
  let top = height;
  return (
    <g>
      <title>{`${dayText(day.at)}: ${summaryOf([day])}`}</title>
      <rect className={style.day} x={place * width} y="0" width={width - 2} height={height} />
      {(["succeeded", "other", "failed"] as const).map((part) => {
        const tall = (day[part] / most) * height;
        top -= tall;
        return <rect key={part} className={style[part]} x={place * width} y={top} width={width - 2} height={tall} />;
      })}
    </g>
  );
}

/** A bar a day: how many runs there were and what became of them. */
export function DeployDays({ app }: AppTabProps) {
  const { data } = useQuery({ queryKey: ["app", app.name, "lately"], queryFn: ({ signal }) => lately(app.name, signal) });
  const now = useNow(false);
  if (!data) return null;
  const found = daysOf(data, now);
  const most = Math.max(1, ...found.map((day) => day.succeeded + day.failed + day.other));
  const words = summaryOf(found);
  return (
    <Picture title="Last 30 days" note={<span className="muted">{words}</span>} table={<Days found={found} />}>
      <svg className={style.strip} viewBox={`0 0 ${days * width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words}>
        {found.map((day, place) => (
          <Bar key={day.at} day={day} place={place} most={most} />
        ))}
      </svg>
    </Picture>
  );
}
