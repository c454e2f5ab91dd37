import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { apps as appsQuery, whoAmI } from "../api/queries";
import { Button } from "../ui/Button";
import { Select } from "../ui/Field";
import { rolesToGive, type Draft } from "./rights";
import style from "./People.module.css";

interface RightsFieldsProps {
  rights: Draft;
  onChange: (rights: Draft) => void;
}

/** A role for all apps and, beside or instead of it, roles for some. */
export function RightsFields({ rights, onChange }: RightsFieldsProps) {
  const who = useQuery(whoAmI).data;
  const known = (useQuery(appsQuery).data ?? []).map((app) => app.name).filter((app) => rolesToGive(who, app).length > 0);
  const free = known.filter((app) => !rights.apps.some((one) => one.app === app));
  const change = (at: number, role: string) =>
    onChange({ ...rights, apps: rights.apps.map((one, index) => (index === at ? { ...one, role } : one)) });
  return (
    <fieldset className={style.rights}>
      <legend>Rights</legend>
      <Select
        label="For all apps"
        help="viewer looks, deployer deploys and answers approvals, admin changes everything."
        value={rights.role}
        onChange={(event) => onChange({ ...rights, role: event.target.value })}
      >
        <option value="">none</option>
        {rolesToGive(who).map((role) => (
          <option key={role}>{role}</option>
        ))}
      </Select>
      {rights.apps.map(({ app, role }, at) => (
        <div key={app} className={style.appRole}>
          <Select label={`For ${app}`} value={role} onChange={(event) => change(at, event.target.value)}>
            {rolesToGive(who, app).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
          <Button
            look="quiet"
            aria-label={`No role of its own for ${app}`}
            icon={<X size={16} aria-hidden />}
            onClick={() => onChange({ ...rights, apps: rights.apps.filter((one) => one.app !== app) })}
          />
        </div>
      ))}
      {free.length > 0 && (
        <Select
          label="A role for one app"
          value=""
          onChange={(event) => onChange({ ...rights, apps: [...rights.apps, { app: event.target.value, role: "viewer" }] })}
        >
          <option value="">choose an app…</option>
          {free.map((app) => (
            <option key={app}>{app}</option>
          ))}
        </Select>
      )}
    </fieldset>
  );
}
