import { useState } from "react";
import type { Wire } from "../api/client";
import { Button } from "../ui/Button";
import { Table } from "../ui/Table";
import style from "./Settings.module.css";

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

type Setting = Wire<"SettingView">;

/** Whose values the table lets one change: those of an app, or those of all apps. */
type Level = "app" | "global";

const words: Record<string, string> = { app: "this app", global: "all apps" };

interface RowProps {
  setting: Setting;
  level: Level;
  onChange: (() => void) | undefined;
  onUnset: () => void;
}

function Row({ setting, level, onChange, onUnset }: RowProps) {
  const isOwn = setting.origin === level;
  return (
    <tr>
      <th scope="row">
        <code>{setting.name}</code>
        <p className={style.about}>{setting.description}</p>
      </th>
      <td className={style.value}>{setting.value === "" ? <span className="muted">–</span> : setting.value}</td>
      <td className={isOwn ? undefined : "muted"}>{words[setting.origin] ?? setting.origin}</td>
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

interface SettingsTableProps {
  settings: readonly Setting[];
  level: Level;
  mayChange: boolean;
  onChange: (setting: Setting) => void;
  onUnset: (name: string) => void;
}

/** Every setting with its effective value and where that comes from, with a search. */
export function SettingsTable({ settings, level, mayChange, onChange, onUnset }: SettingsTableProps) {
  const [filter, setFilter] = useState("");
  const isWanted = ({ name, description }: Setting) => `${name} ${description}`.toLowerCase().includes(filter.toLowerCase());
  const wanted = settings.filter(isWanted);
  return (
    <>
      <input
        type="search"
        className={style.filter}
        aria-label="Search settings"
        placeholder="Search settings  /"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      {wanted.length === 0 && <p className="muted">No setting says that.</p>}
      <Table label="Settings" head={head} cards>
        {wanted.map((setting) => (
          <Row
            key={setting.name}
            setting={setting}
            level={level}
            onChange={mayChange ? () => onChange(setting) : undefined}
            onUnset={() => onUnset(setting.name)}
          />
        ))}
      </Table>
    </>
  );
}
