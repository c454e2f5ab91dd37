import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Wire } from "../api/client";
import { whoAmI } from "../api/queries";
import { sshKeys } from "../api/serverQueries";
import { Button } from "../ui/Button";
import { Empty, Loaded } from "../ui/Loaded";
import { Ago } from "../ui/Moment";
import { Table } from "../ui/Table";
import { AddKeyDialog } from "./AddKeyDialog";
import { RemoveKeyDialog } from "./RemoveKeyDialog";
import style from "./People.module.css";

const head = (
  <>
    <th scope="col">Key</th>
    <th scope="col">Fingerprint</th>
    <th scope="col">Last used</th>
    <th scope="col">Added</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

function Row({ sshKey, onRemove }: { sshKey: Wire<"SshKeyView">; onRemove: () => void }) {
  return (
    <tr>
      <th scope="row" className="any">
        {sshKey.name} <span className="muted">of {sshKey.user ?? sshKey.owner}</span>
      </th>
      <td className={style.fingerprint}>{sshKey.fingerprint}</td>
      <td data-label="Last used">{sshKey.lastUsedAt === null ? <span className="muted">never</span> : <Ago at={sshKey.lastUsedAt} />}</td>
      <td data-label="Added">
        <Ago at={sshKey.addedAt} />
      </td>
      <td data-actions>
        <Button small look="danger" onClick={onRemove}>
          Remove<span className="sr"> {sshKey.name}</span>
        </Button>
      </td>
    </tr>
  );
}

/** The keys that `git push` over SSH lets in; of one user, or all that one may see. */
export function Keys({ owner }: { owner?: string }) {
  const query = useQuery(sshKeys);
  const who = useQuery(whoAmI).data;
  const [adds, setAdds] = useState(false);
  const [removed, setRemoved] = useState<Wire<"SshKeyView">>();
  return (
    <>
      <div className={style.bar}>
        <Button look={owner === undefined ? "primary" : "plain"} icon={<Plus size={16} aria-hidden />} onClick={() => setAdds(true)}>
          Add a key
        </Button>
      </div>
      <Loaded query={query} lines={3}>
        {(all) => {
          const list = owner === undefined ? all : all.filter((one) => (one.user ?? one.owner) === owner);
          return list.length === 0 ? (
            <Empty title="There is no SSH key">
              <p>With one, git push works over SSH without a password. The server must let people in by SSH for it.</p>
            </Empty>
          ) : (
            <Table label="SSH keys" head={head} cards>
              {list.map((one) => (
                <Row key={one.id} sshKey={one} onRemove={() => setRemoved(one)} />
              ))}
            </Table>
          );
        }}
      </Loaded>
      {adds && who && <AddKeyDialog who={who} onClose={() => setAdds(false)} />}
      {removed && <RemoveKeyDialog sshKey={removed} onClose={() => setRemoved(undefined)} />}
    </>
  );
}
