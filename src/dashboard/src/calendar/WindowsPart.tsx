import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { Link } from "react-router";
import { api, type Wire } from "../api/client";
import { windows } from "../api/queries";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Confirm } from "../ui/Confirm";
import { Loaded } from "../ui/Loaded";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import { useNow } from "../ui/useNow";
import { CreateWindowDialog } from "./CreateWindowDialog";
import { useScopes } from "./ScopeSelect";
import { daysText, isOpen } from "./inForce";
import style from "./Calendar.module.css";

const head = (
  <>
    <th scope="col">For</th>
    <th scope="col">Days and times</th>
    <th scope="col">Now</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

const textOf = (window: Wire<"WindowView">) => `${daysText(window.days)} ${window.opens}–${window.closes}`;

function Remove({ window, onClose }: { window: Wire<"WindowView">; onClose: () => void }) {
  const remove = useChange(["windows"], () => api.delete("/api/v1/windows/{id}", { path: { id: window.id } }), onClose);
  return (
    <Confirm title="Remove the window" action="Remove" change={remove} onClose={onClose}>
      {textOf(window)} {window.timeZone}, for {window.app ?? "all apps"}. Without any window deploys may begin at any time.
    </Confirm>
  );
}

/** Days and times at which deploys may begin. */
export function WindowsPart() {
  const scopes = useScopes();
  const now = useNow();
  const [creates, setCreates] = useState(false);
  const [removed, setRemoved] = useState<Wire<"WindowView">>();
  return (
    <section className={style.part} aria-labelledby="windows">
      <div className={style.head}>
        <h2 id="windows">Windows: when a deploy may begin</h2>
        {scopes.length > 0 && (
          <Button small icon={<Plus size={14} aria-hidden />} onClick={() => setCreates(true)}>
            New window
          </Button>
        )}
      </div>
      <Loaded query={useQuery(windows)} lines={2}>
        {(list) =>
          list.length === 0 ? (
            <p className="card">There is none: at any time.</p>
          ) : (
            <Table label="Windows" head={head} cards>
              {list.map((window) => (
                <tr key={window.id}>
                  <th scope="row">{window.app === null ? "all apps" : <Link to={`/apps/${window.app}/schedules`}>{window.app}</Link>}</th>
                  <td>
                    {textOf(window)} <span className="muted">{window.timeZone}</span>
                  </td>
                  <td>
                    <StatusMark
                      status={
                        isOpen(window, now) ? { tone: "ok", word: "open", icon: "check" } : { tone: "off", word: "closed", icon: "clock" }
                      }
                      plain
                    />
                  </td>
                  <td data-actions>
                    {scopes.includes(window.app ?? "") && (
                      <Button small look="danger" onClick={() => setRemoved(window)}>
                        Remove<span className="sr"> {textOf(window)}</span>
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
      {creates && <CreateWindowDialog onClose={() => setCreates(false)} />}
      {removed && <Remove window={removed} onClose={() => setRemoved(undefined)} />}
    </section>
  );
}
