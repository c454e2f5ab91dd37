import { useEffect, useMemo, useState } from "react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { pipelineCheck } from "../pipelines/pipelineQueries";
import { findingsOf, unreadable, type Finding } from "./findings";
import { readGraph, type Reading } from "./readGraph";

const pause = 350;

/** What is wrong with a text: that it cannot be read at once, all else from the server as soon as typing rests. */
export function useFindings(text: string, reading: Reading): { findings: Finding[]; isChecking: boolean; error: Error | null } {
  const [rested, setRested] = useState(text);

  // Typing is not asked about letter by letter.
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), pause);
    return () => clearTimeout(timer);
  }, [text]);

  const query = useQuery({ ...pipelineCheck(rested), placeholderData: keepPreviousData });
  const problems = query.data?.problems;
  const findings = useMemo(() => findingsOf(problems ?? [], readGraph(rested).graph), [problems, rested]);
  const isOld = rested !== text || query.isPlaceholderData;
  return {
    findings: reading.problem && isOld ? [unreadable(reading.problem)] : findings,
    isChecking: isOld || query.isPending,
    error: query.error,
  };
}
