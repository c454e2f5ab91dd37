import { useQuery } from "@tanstack/react-query";
import { traffic } from "../api/queries";
import { StatusMark } from "../ui/StatusMark";
import { ofText, probed } from "./traffic";
import type { RunTabProps } from "./tabs";

/** How many of our own requests failed while the traffic moved: what a switch has cost. */
export function SwitchMark({ run }: RunTabProps) {
  const { data } = useQuery(traffic(run.id));
  const met = data && probed(data.moves);
  if (!met) return null;
  const words = `${ofText(met.failed, met.requests)} failed during the switch`;
  return (
    <StatusMark status={met.failed === 0 ? { tone: "ok", word: words, icon: "check" } : { tone: "fail", word: words, icon: "cross" }} />
  );
}
