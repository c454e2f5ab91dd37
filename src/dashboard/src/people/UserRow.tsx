import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Ago } from "../ui/Moment";
import { Problem } from "../ui/Notice";
import { StatusMark } from "../ui/StatusMark";
import { rightsText } from "./rights";

interface UserRowProps {
  user: Wire<"UserView">;
  onRights: () => void;
  onPassword: () => void;
}

/** One user; what is disabled stays there, and lets nobody in. */
export function UserRow({ user, onRights, onPassword }: UserRowProps) {
  const path = { name: user.name };
  const change = useChange(["users"], () =>
    user.isDisabled ? api.post("/api/v1/users/{name}/enable", { path }) : api.post("/api/v1/users/{name}/disable", { path }),
  );
  const of = <span className="sr"> {user.name}</span>;
  return (
    <tr>
      <th scope="row" className="any">
        {user.name} {user.isDisabled && <StatusMark status={{ tone: "off", word: "disabled", icon: "stop" }} />}
        <Problem error={change.error} />
      </th>
      <td className="any">{rightsText(user.role, user.apps)}</td>
      <td data-label="Last used">{user.lastSignInAt === null ? <span className="muted">never</span> : <Ago at={user.lastSignInAt} />}</td>
      <td data-label="Made">
        <Ago at={user.createdAt} /> <span className="muted">by {user.createdBy}</span>
      </td>
      <td data-actions>
        <Button small onClick={onRights}>
          Rights{of}
        </Button>{" "}
        <Button small onClick={onPassword}>
          Password{of}
        </Button>{" "}
        <Button small look={user.isDisabled ? "plain" : "danger"} busy={change.isPending} onClick={() => change.mutate(undefined)}>
          {user.isDisabled ? "Enable" : "Disable"}
          {of}
        </Button>
      </td>
    </tr>
  );
}
