import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { Link } from "react-router";
import type { Wire } from "../api/client";
import { schedules } from "../api/queries";
import { Button } from "../ui/Button";
import { CopyBlock } from "../ui/CopyBlock";
import { Empty, Loaded } from "../ui/Loaded";
import { When } from "../ui/Moment";
import { Table } from "../ui/Table";
import { Calendar } from "./Calendar";
import { CreateScheduleDialog } from "./CreateScheduleDialog";
import { ScheduleActions } from "./ScheduleActions";
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
  const [creates, setCreates] = useState(false);
  return (
    <>
      {mayAdminister && (
        <div className={style.bar}>
          <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setCreates(true)}>
            New schedule
          </Button>
        </div>
      )}
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
                  <td data-actions>{mayAdminister && <ScheduleActions schedule={schedule} />}</td>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
      <Calendar app={app.name} />
      {creates && <CreateScheduleDialog app={app.name} onClose={() => setCreates(false)} />}
    </>
  );
}
