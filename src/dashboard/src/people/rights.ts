import type { Wire } from "../api/client";
import { may, type Role } from "../api/rights";

const roles: readonly Role[] = ["viewer", "deployer", "admin"];

/** Rights as a form holds them; an empty role is none. */
export interface Draft {
  role: string;
  apps: readonly { app: string; role: string }[];
}

export const noRights: Draft = { role: "", apps: [] };

/** The roles that somebody may give away: nobody gives more than one has. */
export function rolesToGive(who: Wire<"WhoAmI"> | undefined, app?: string): Role[] {
  return roles.filter((role) => may(who, role, app));
}

export function draftOf(role: string | null, apps: Record<string, string>): Draft {
  return { role: role ?? "", apps: Object.entries(apps).map(([app, own]) => ({ app, role: own })) };
}

/** The rights as the API takes them. */
export function bodyOf({ role, apps }: Draft): Wire<"SetRights"> {
  return { role: role === "" ? null : role, apps: Object.fromEntries(apps.map((one) => [one.app, one.role])) };
}

/** What somebody may do, in a few words. */
export function rightsText(role: string | null, apps: Record<string, string>): string {
  const parts = Object.entries(apps).map(([app, own]) => `${own} of ${app}`);
  if (role !== null && role !== "none") parts.unshift(`${role} of all apps`);
  return parts.length > 0 ? parts.join(", ") : "nothing";
}
