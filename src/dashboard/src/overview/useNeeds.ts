import { useQueries, useQuery } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { doctor, run, whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { useNow } from "../ui/useNow";
import { needsOf, type Need } from "./needs";

// What waits is asked one by one, because a list of runs does not tell what they wait for.
const mostAsked = 30;

/** What needs a person, of what this one may see. */
export function useNeeds(apps: readonly Wire<"AppView">[]): Need[] {
  const who = useQuery(whoAmI).data;
  const findings = useQuery({ ...doctor, enabled: may(who, "admin") }).data ?? [];
  const waiting = apps.flatMap((app) => (app.latestRun?.state === "waiting" ? [app.latestRun.id] : [])).slice(0, mostAsked);
  const asked = useQueries({ queries: waiting.map((id) => run(id)) });
  const now = useNow(false);
  return needsOf(
    apps,
    asked.flatMap((query) => query.data ?? []),
    findings,
    now,
  );
}
