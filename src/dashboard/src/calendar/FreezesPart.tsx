import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Snowflake } from "lucide-react";
import { Link } from "react-router";
import { api, type Wire } from "../api/client";
import { freezes } from "../api/queries";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Confirm } from "../ui/Confirm";
import { Loaded } from "../ui/Loaded";
import { When } from "../ui/Moment";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import { useNow } from "../ui/useNow";
import { CreateFreezeDialog } from "./CreateFreezeDialog";
import { useScopes } from "./ScopeSelect";
import { isFrozen } from "./inForce";
import style from "./Calendar.module.css";

const head = (
  <>
    <th scope="col">For</th>
    <th scope="col">Why</th>
    <th scope="col">From</th>
    <th scope="col">Until</th>
    <th scope="col">Now</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

function End({ freeze, onClose }: { freeze: Wire<"FreezeView">; onClose: () => void }) {
  const end = useChange(["freezes"], () => api.delete("/api/v1/freezes/{id}", { path: { id: freeze.id } }), onClose);
  return (
    <Confirm title="End the freeze" action="End it" change={end} onClose={onClose}>
      {freeze.reason}, for {freeze.app ?? "all apps"}. Deploys that wait for its end look again at once.
    </Confirm>
  );
}

/** Times in which no deploy begins. */
export function FreezesPart() {
  const scopes = useScopes();
  const now = useNow();
  const [creates, setCreates] = useState(false);
  const [ended, setEnded] = useState<Wire<"FreezeView">>();
  return (
    <section className={style.part} aria-labelledby="freezes">
      <div className={style.head}>
        <h2 id="freezes">Freezes: when none may</h2>
        {scopes.length > 0 && (
          <Button small icon={<Snowflake size={14} aria-hidden />} onClick={() => setCreates(true)}>
            New freeze
          </Button>
        )}
      </div>
      <Loaded query={useQuery(freezes)} lines={2}>
        {(list) =>
          list.length === 0 ? (
            <p className="card">There is none.</p>
          ) : (
            <Table label="Freezes" head={head} cards>
              {list.map((freeze) => (
                <tr key={freeze.id}>
                  <th scope="row">{freeze.app === null ? "all apps" : <Link to={`/apps/${freeze.app}/schedules`}>{freeze.app}</Link>}</th>
                  <td className="any">
                    {freeze.reason} <span className="muted">{freeze.createdBy}</span>
                  </td>
                  <td data-label="from" data-nowrap>
                    <When at={freeze.from} />
                  </td>
                  <td data-label="until" data-nowrap>
                    <When at={freeze.until} />
                  </td>
                  <td>
                    <StatusMark
                      status={
                        isFrozen(freeze, now)
                          ? { tone: "wait", word: "in force", icon: "stop" }
                          : { tone: "off", word: "to come", icon: "clock" }
                      }
                      plain
                    />
                  </td>
                  <td data-actions>
                    {scopes.includes(freeze.app ?? "") && (
                      <Button small look="danger" onClick={() => setEnded(freeze)}>
                        End<span className="sr"> {freeze.reason}</span>
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
      {creates && <CreateFreezeDialog onClose={() => setCreates(false)} />}
      {ended && <End freeze={ended} onClose={() => setEnded(undefined)} />}
    </section>
  );
}
