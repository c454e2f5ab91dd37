import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import type { Wire } from "../api/client";
import { users } from "../api/serverQueries";
import { Button } from "../ui/Button";
import { Empty, Loaded } from "../ui/Loaded";
import { Table } from "../ui/Table";
import { CreateUserDialog } from "./CreateUserDialog";
import { PasswordDialog } from "./PasswordDialog";
import { RightsDialog } from "./RightsDialog";
import { UserRow } from "./UserRow";
import style from "./People.module.css";

const head = (
  <>
    <th scope="col">User</th>
    <th scope="col">May</th>
    <th scope="col">Password last used</th>
    <th scope="col">Made</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

/** The people with a password, and what they may do. */
export function UsersTab() {
  const query = useQuery(users);
  const [creates, setCreates] = useState(false);
  const [rightsOf, setRightsOf] = useState<Wire<"UserView">>();
  const [passwordOf, setPasswordOf] = useState<string>();
  return (
    <>
      <div className={style.bar}>
        <Button look="primary" icon={<UserPlus size={16} aria-hidden />} onClick={() => setCreates(true)}>
          New user
        </Button>
      </div>
      <Loaded query={query} lines={4}>
        {(list) =>
          list.length === 0 ? (
            <Empty title="There is no user yet">
              <p>A user signs in with a name and a password, and may do what you say here.</p>
            </Empty>
          ) : (
            <Table label="Users" head={head} cards>
              {list.map((user) => (
                <UserRow key={user.name} user={user} onRights={() => setRightsOf(user)} onPassword={() => setPasswordOf(user.name)} />
              ))}
            </Table>
          )
        }
      </Loaded>
      {creates && <CreateUserDialog onClose={() => setCreates(false)} />}
      {rightsOf && <RightsDialog user={rightsOf} onClose={() => setRightsOf(undefined)} />}
      {passwordOf !== undefined && <PasswordDialog user={passwordOf} onClose={() => setPasswordOf(undefined)} />}
    </>
  );
}
