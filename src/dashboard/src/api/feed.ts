import type { QueryKey } from "@tanstack/react-query";

/** What the server tells of something that happened. */
export interface ServerEvent {
  id: number;
  type: string;
  app?: string | null;
  run?: number | null;
}

/** The types that the feed knows; an unknown one would not reach a listener. */
export const eventTypes = [
  "runBegan",
  "runChanged",
  "runEnded",
  "releaseMade",
  "routeChanged",
  "appCreated",
  "appDeleted",
  "resync",
] as const;

/** What of the page's data an event makes old. The empty key is everything. */
export function staleAfter(event: ServerEvent): QueryKey[] {
  const app: QueryKey[] = event.app ? [["app", event.app]] : [];
  const run: QueryKey[] = event.run ? [["run", event.run]] : [];
  switch (event.type) {
    case "runBegan":
    case "runChanged":
    case "runEnded":
      return [["apps"], ["recent"], ...app, ...run];
    case "releaseMade":
    case "routeChanged":
    case "appCreated":
    case "appDeleted":
      return [["apps"], ...app];
    case "resync":
      return [[]];
    default:
      return [];
  }
}

/** The keys of many events, each once; everything swallows the rest. */
export function mergeStale(keys: QueryKey[]): QueryKey[] {
  if (keys.some((key) => key.length === 0)) return [[]];
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}

/** An event's data, or nothing when it is not one. */
export function parseEvent(data: string): ServerEvent | undefined {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== "object" || value === null) return undefined;
    const { id, type, app, run } = value as Partial<ServerEvent>;
    return typeof id === "number" && typeof type === "string" ? { id, type, app: app ?? null, run: run ?? null } : undefined;
  } catch {
    return undefined;
  }
}
