import { useQuery } from "@tanstack/react-query";
import { apps, whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { Select } from "../ui/Field";

/** The apps whose times one may change, the empty name for all apps. */
export function useScopes(): string[] {
  const who = useQuery(whoAmI).data;
  const own = (useQuery(apps).data ?? []).map((app) => app.name).filter((app) => may(who, "admin", app));
  return may(who, "admin") ? ["", ...own] : own;
}

/** Asks for which app something holds. */
export function ScopeSelect({ name, help }: { name: string; help: string }) {
  return (
    <Select label="For" name={name} help={help} autoFocus>
      {useScopes().map((app) => (
        <option key={app} value={app}>
          {app === "" ? "all apps" : app}
        </option>
      ))}
    </Select>
  );
}
