import { useQuery } from "@tanstack/react-query";
import { whoAmI } from "../api/queries";
import { may } from "../api/rights";

/** What one may do with an app; what one may not is not offered. */
export function useRights(app: string): { mayDeploy: boolean; mayAdminister: boolean } {
  const who = useQuery(whoAmI).data;
  return { mayDeploy: may(who, "deployer", app), mayAdminister: may(who, "admin", app) };
}
