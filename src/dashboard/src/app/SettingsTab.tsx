import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, type Wire } from "../api/client";
import { settings } from "../api/queries";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Loaded } from "../ui/Loaded";
import { Problem } from "../ui/Notice";
import { Table } from "../ui/Table";
import { SettingDialog } from "./SettingDialog";
import type { AppTabProps } from "./tabs";
import { useRights } from "./useRights";
import style from "./App.module.css";

const head = (
  <>
    <th scope="col">Setting</th>
    <th scope="col">Value</th>
    <th scope="col">From</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

interface RowProps {
  setting: Wire<"SettingView">;
  onChange: (() => void) | undefined;
  onUnset: () => void;
}

function Row({ setting, onChange, onUnset }: RowProps) {
  const isOwn = setting.origin === "app";
  return (
    <tr>
      <th scope="row">
        <code>{setting.name}</code>
        <p className={style.about}>{setting.description}</p>
      </th>
      <td className={style.value}>{setting.value === "" ? <span className="muted">–</span> : setting.value}</td>
      <td className={isOwn ? undefined : "muted"}>{isOwn ? "this app" : setting.origin}</td>
      <td data-actions>
        {onChange && (
          <>
            <Button small onClick={onChange}>
              Change<span className="sr"> {setting.name}</span>
            </Button>{" "}
            {isOwn && (
              <Button small look="danger" onClick={onUnset}>
                Unset<span className="sr"> {setting.name}</span>
              </Button>
            )}
          </>
        )}
      </td>
    </tr>
  );
}

/** Every setting with its effective value and where that comes from. */
export function SettingsTab({ app }: AppTabProps) {
  const query = useQuery(settings(app.name));
  const { mayAdminister } = useRights(app.name);
  const [changed, setChanged] = useState<Wire<"SettingView">>();
  const [filter, setFilter] = useState("");
  const unset = useChange(["app", app.name], (name: string) =>
    api.delete("/api/v1/apps/{app}/settings/{name}", { path: { app: app.name, name } }),
  );
  const isWanted = ({ name, description }: Wire<"SettingView">) => `${name} ${description}`.toLowerCase().includes(filter.toLowerCase());
  return (
    <>
      <div className={style.bar}>
        <input
          type="search"
          className={style.filter}
          aria-label="Search settings"
          placeholder="Search settings  /"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <Problem error={unset.error} />
      <Loaded query={query} lines={8}>
        {(list) => (
          <Table label="Settings" head={head} cards>
            {list.filter(isWanted).map((setting) => (
              <Row
                key={setting.name}
                setting={setting}
                onChange={mayAdminister ? () => setChanged(setting) : undefined}
                onUnset={() => unset.mutate(setting.name)}
              />
            ))}
          </Table>
        )}
      </Loaded>
      {changed && <SettingDialog app={app.name} setting={changed} onClose={() => setChanged(undefined)} />}
    </>
  );
}
