import { useQuery } from "@tanstack/react-query";
import { pipeline } from "../api/queries";
import { CopyBlock } from "../ui/CopyBlock";
import { Loaded } from "../ui/Loaded";
import type { PipelineTabProps } from "./pipelineTabs";

/** The text of a version, as it was written. */
export function TextTab({ newest, version }: PipelineTabProps) {
  return (
    <Loaded query={useQuery(pipeline(newest.name, version))} lines={8}>
      {({ text }) => <CopyBlock text={text} label={`YAML of ${newest.name} v${version}`} />}
    </Loaded>
  );
}
