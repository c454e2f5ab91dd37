import { useQuery } from "@tanstack/react-query";
import { pipeline } from "../api/queries";
import { Loaded } from "../ui/Loaded";
import { DryRunPanel } from "./DryRunPanel";
import type { PipelineTabProps } from "./pipelineTabs";

/** What a run of a version would do for an app. */
export function DryRunTab({ newest, version }: PipelineTabProps) {
  return <Loaded query={useQuery(pipeline(newest.name, version))}>{({ text }) => <DryRunPanel text={text} />}</Loaded>;
}
