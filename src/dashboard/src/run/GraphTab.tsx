import { lazy, Suspense } from "react";
import { useQuery } from "@tanstack/react-query";
import { definition } from "../api/queries";
import { Loaded, Skeleton } from "../ui/Loaded";
import type { RunTabProps } from "./tabs";

// React Flow is larger than the rest of the page together: it comes when somebody looks at a graph.
const Graph = lazy(() => import("./Graph"));

/** The run's pipeline as it was then, with the state of each step. */
export function GraphTab({ run }: RunTabProps) {
  return (
    <Loaded query={useQuery(definition(run.id))} lines={6}>
      {({ steps }) => (
        <Suspense fallback={<Skeleton lines={6} />}>
          <Graph run={run} definitions={steps} />
        </Suspense>
      )}
    </Loaded>
  );
}
