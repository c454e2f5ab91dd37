import type { Wire } from "./client";

export type Role = "viewer" | "deployer" | "admin";

const ranks: Record<string, number> = { viewer: 1, deployer: 2, admin: 3 };

/** Whether somebody has at least a role: on an app, or (without one) on what belongs to no app. */
export function may(who: Wire<"WhoAmI"> | undefined, role: Role, app?: string): boolean {
  if (!who) return false;
  const everywhere = ranks[who.role] ?? 0;
  const own = app === undefined ? 0 : (ranks[who.apps?.[app] ?? ""] ?? 0);
  return Math.max(everywhere, own) >= (ranks[role] ?? 0);
}
