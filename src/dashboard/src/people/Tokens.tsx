import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Wire } from "../api/client";
import { tokens } from "../api/serverQueries";
import { Button } from "../ui/Button";
import { Empty, Loaded } from "../ui/Loaded";
import { Ago, Day } from "../ui/Moment";
import { Table } from "../ui/Table";
import { CreateTokenDialog } from "./CreateTokenDialog";
import { RevokeDialog } from "./RevokeDialog";
import { rightsText } from "./rights";
import style from "./People.module.css";

const head = (
  <>
    <th scope="col">Token</th>
    <th scope="col">May</th>
    <th scope="col">Last used</th>
    <th scope="col">Ends</th>
    <th scope="col">Made</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

function Row({ token, onRevoke }: { token: Wire<"TokenView">; onRevoke: () => void }) {
  return (
    <tr>
      <th scope="row" className="any">
        {token.name} <span className="muted">{token.user === null ? "machine" : `of ${token.user}`}</span>
      </th>
      <td className="any">{rightsText(token.role, token.apps)}</td>
      <td data-label="Last used">{token.lastUsedAt === null ? <span className="muted">never</span> : <Ago at={token.lastUsedAt} />}</td>
      <td data-label="Ends" data-nowrap>
        {token.expiresAt === null ? <span className="muted">never</span> : <Day at={token.expiresAt} />}
      </td>
      <td data-label="Made">
        <Ago at={token.createdAt} /> <span className="muted">by {token.createdBy}</span>
      </td>
      <td data-actions>
        <Button small look="danger" onClick={onRevoke}>
          Revoke<span className="sr"> {token.name}</span>
        </Button>
      </td>
    </tr>
  );
}

/** What programs sign in with; of one user, or all that one may see. */
export function Tokens({ owner }: { owner?: string }) {
  const query = useQuery(tokens);
  const [creates, setCreates] = useState(false);
  const [revoked, setRevoked] = useState<Wire<"TokenView">>();
  return (
    <>
      <div className={style.bar}>
        <Button look={owner === undefined ? "primary" : "plain"} icon={<Plus size={16} aria-hidden />} onClick={() => setCreates(true)}>
          New token
        </Button>
      </div>
      <Loaded query={query} lines={4}>
        {(all) => {
          const list = owner === undefined ? all : all.filter((token) => token.user === owner);
          return list.length === 0 ? (
            <Empty title="There is no token">
              <p>With one, pdeploy, git and other programs sign in.</p>
            </Empty>
          ) : (
            <Table label="Tokens" head={head} cards>
              {list.map((token) => (
                <Row key={token.id} token={token} onRevoke={() => setRevoked(token)} />
              ))}
            </Table>
          );
        }}
      </Loaded>
      {creates && <CreateTokenDialog onClose={() => setCreates(false)} />}
      {revoked && <RevokeDialog token={revoked} onClose={() => setRevoked(undefined)} />}
    </>
  );
}
