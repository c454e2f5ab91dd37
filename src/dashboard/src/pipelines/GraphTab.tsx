import { lazy, Suspense } from "react";
import { useQuery } from "@tanstack/react-query";
import { Loaded, Skeleton } from "../ui/Loaded";
import { InputList } from "./InputList";
import { pipelineDefinition } from "./pipelineQueries";
import type { PipelineTabProps } from "./pipelineTabs";

// React Flow is larger than the rest of the page together: it comes when somebody looks at a graph.
const PipelineGraph = lazy(() => import("./PipelineGraph"));

/** What comes after what, and what a run may be given. */
export function GraphTab({ newest, version }: PipelineTabProps) {
  return (
    <Loaded query={useQuery(pipelineDefinition(newest.name, version))} lines={6}>
      {({ steps, inputs }) => (
        <div className="stack">
          <Suspense fallback={<Skeleton lines={6} />}>
            <PipelineGraph key={version} name={newest.name} steps={steps} />
          </Suspense>
          <InputList inputs={inputs} />
        </div>
      )}
    </Loaded>
  );
}
