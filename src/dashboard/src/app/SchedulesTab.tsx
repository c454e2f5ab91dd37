import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, type Wire } from "../api/client";
import { schedules } from "../api/queries";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { CopyBlock } from "../ui/CopyBlock";
import { Empty, Loaded } from "../ui/Loaded";
import { When } from "../ui/Moment";
import { Problem } from "../ui/Notice";
import { Table } from "../ui/Table";
import { Calendar } from "./Calendar";
import type { AppTabProps } from "./tabs";
import { useRights } from "./useRights";
import style from "./App.module.css";

const head = (
  <>
    <th scope="col">Schedule</th>
    <th scope="col">When</th>
    <th scope="col">Next</th>
    <th scope="col">Last</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

function Last({ schedule }: { schedule: Wire<"ScheduleView"> }) {
  if (schedule.lastFiredAt === null) return <span className="muted">never</span>;
  return (
    <>
      <When at={schedule.lastFiredAt} /> {schedule.lastRun !== null && <Link to={`/runs/${schedule.lastRun}`}>run {schedule.lastRun}</Link>}
      {schedule.lastError !== null && <p className={style.why}>{schedule.lastError}</p>}
    </>
  );
}

/** When this app is deployed again by itself, and when a deploy may begin at all. */
export function SchedulesTab({ app }: AppTabProps) {
  const query = useQuery(schedules(app.name));
  const { mayAdminister } = useRights(app.name);
  const change = useChange(["app", app.name], ({ name, enabled }: { name: string; enabled: boolean }) =>
    api.patch("/api/v1/apps/{app}/schedules/{name}", { path: { app: app.name, name }, body: { enabled } }),
  );
  return (
    <>
      <Problem error={change.error} />
      <Loaded query={query}>
        {(list) =>
          list.length === 0 ? (
            <Empty title="It has no schedule">
              <CopyBlock label="Make a schedule" text={`pdeploy schedules create nightly --cron '0 3 * * *' -a ${app.name}`} />
            </Empty>
          ) : (
            <Table label="Schedules" head={head} cards>
              {list.map((schedule) => (
                <tr key={schedule.name}>
                  <th scope="row">{schedule.name}</th>
                  <td>
                    <code>{schedule.cron}</code> <span className="muted">{schedule.timeZone}</span>
                  </td>
                  <td data-label="next">
                    {schedule.nextAt === null ? <span className="muted">paused</span> : <When at={schedule.nextAt} />}
                  </td>
                  <td data-label="last">
                    <Last schedule={schedule} />
                  </td>
                  <td data-actions>
                    {mayAdminister && (
                      <Button small onClick={() => change.mutate({ name: schedule.name, enabled: !schedule.enabled })}>
                        {schedule.enabled ? "Pause" : "Resume"}
                        <span className="sr"> {schedule.name}</span>
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
      <Calendar app={app.name} />
    </>
  );
}
