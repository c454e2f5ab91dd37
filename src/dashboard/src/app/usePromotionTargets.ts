import { useQuery } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { apps, whoAmI } from "../api/queries";
import { may } from "../api/rights";

/** The other apps that one may deploy: those that a release can be promoted to. */
export function usePromotionTargets(from: string): Wire<"AppView">[] {
  const who = useQuery(whoAmI).data;
  return (useQuery(apps).data ?? []).filter((app) => app.name !== from && may(who, "deployer", app.name));
}
