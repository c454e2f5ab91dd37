import type { Wire } from "../api/client";

const week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Weekday and time of day in a zone, e.g. `Mon` and `09:05`. */
function zoneTime(now: number, timeZone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    .formatToParts(now)
    .map(({ type, value }) => [type, value] as const);
  const of = new Map(parts);
  return { day: of.get("weekday") ?? "", time: `${of.get("hour")}:${of.get("minute")}` };
}

const dayBefore = (day: string) => week[(week.indexOf(day) + 6) % 7] ?? "";

/** Whether a deploy may begin now, as far as one window goes; one that closes no later than it opens goes on into the next day. */
export function isOpen(window: Wire<"WindowView">, now: number): boolean {
  const { day, time } = zoneTime(now, window.timeZone);
  const overNight = window.closes <= window.opens;
  const begun = window.days.includes(day) && time >= window.opens && (overNight || time < window.closes);
  return begun || (overNight && window.days.includes(dayBefore(day)) && time < window.closes);
}

/** Days in few words: `Mon–Fri`, `Mon, Wed`, `every day`. */
export function daysText(days: readonly string[]): string {
  const at = days.map((day) => week.indexOf(day)).sort((a, b) => a - b);
  if (at.length === 7) return "every day";
  const [first, last] = [at[0] ?? 0, at[at.length - 1] ?? 0];
  return at.length > 2 && last - first === at.length - 1
    ? `${week[first] ?? ""}–${week[last] ?? ""}`
    : at.map((one) => week[one] ?? "").join(", ");
}

/** Whether a freeze holds now. */
export function isFrozen(freeze: Wire<"FreezeView">, now: number): boolean {
  return Date.parse(freeze.from) <= now && now < Date.parse(freeze.until);
}

export interface InForce {
  may: boolean;
  /** The freezes of all apps that hold now. */
  freezes: readonly Wire<"FreezeView">[];
}

/** Whether deploys of apps without times of their own may begin now. */
export function inForce(windows: readonly Wire<"WindowView">[], freezes: readonly Wire<"FreezeView">[], now: number): InForce {
  const shared = windows.filter((window) => window.app === null);
  const holding = freezes.filter((freeze) => freeze.app === null && isFrozen(freeze, now));
  return { may: holding.length === 0 && (shared.length === 0 || shared.some((window) => isOpen(window, now))), freezes: holding };
}
