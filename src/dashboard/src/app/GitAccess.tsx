import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { api, type Wire } from "../api/client";
import { gitAccess } from "../api/queries";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Confirm } from "../ui/Confirm";
import { Loaded } from "../ui/Loaded";
import { Ago } from "../ui/Moment";
import { Table } from "../ui/Table";
import { GitAccessDialog } from "./GitAccessDialog";
import { useRights } from "./useRights";
import style from "./App.module.css";

const head = (
  <>
    <th scope="col">Host</th>
    <th scope="col">By</th>
    <th scope="col">Set</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

function Remove({ app, host, onClose }: { app: string; host: string; onClose: () => void }) {
  const remove = useChange(["app", app], () => api.delete("/api/v1/apps/{app}/git-access/{host}", { path: { app, host } }), onClose);
  return (
    <Confirm title={`Sign in to ${host} no more`} action="Remove" change={remove} onClose={onClose}>
      Private repositories there cannot be fetched then, and it is told of no commit&apos;s status.
    </Confirm>
  );
}

function Row({ access, onRemove }: { access: Wire<"GitAccessView">; onRemove: (() => void) | undefined }) {
  return (
    <tr>
      <th scope="row" className="any">
        {access.host}
      </th>
      <td>
        {access.kind} {access.user !== null && <span className="muted">of {access.user}</span>}
      </td>
      <td data-label="Set">
        <Ago at={access.setAt} /> <span className="muted">by {access.setBy}</span>
      </td>
      <td data-actions>
        {onRemove && (
          <Button small look="danger" onClick={onRemove}>
            Remove<span className="sr"> {access.host}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

/** How an app signs in to the hosts of its repositories; what it does so with is never shown. */
export function GitAccess({ app }: { app: string }) {
  const query = useQuery(gitAccess(app));
  const { mayAdminister } = useRights(app);
  const [sets, setSets] = useState(false);
  const [removed, setRemoved] = useState<string>();
  return (
    <section className={style.part} aria-labelledby="git-access">
      <div className={style.bar}>
        <h2 id="git-access">Sign-in to git hosts: for private repositories and for telling them of a commit&apos;s status</h2>
        {mayAdminister && (
          <Button small className="end" icon={<KeyRound size={14} aria-hidden />} onClick={() => setSets(true)}>
            Set a sign-in
          </Button>
        )}
      </div>
      <Loaded query={query} lines={1}>
        {(list) =>
          list.length === 0 ? (
            <p className="card">None: only public repositories can be fetched.</p>
          ) : (
            <Table label="Sign-in to git hosts" head={head} cards>
              {list.map((one) => (
                <Row key={one.host} access={one} onRemove={mayAdminister ? () => setRemoved(one.host) : undefined} />
              ))}
            </Table>
          )
        }
      </Loaded>
      {sets && <GitAccessDialog app={app} onClose={() => setSets(false)} />}
      {removed !== undefined && <Remove app={app} host={removed} onClose={() => setRemoved(undefined)} />}
    </section>
  );
}
