import type { ComponentType } from "react";
import type { Wire } from "../api/client";
import type { Tab } from "../ui/Tabs";
import { DryRunTab } from "./DryRunTab";
import { GraphTab } from "./GraphTab";
import { TextTab } from "./TextTab";
import { VersionsTab } from "./VersionsTab";

export interface PipelineTabProps {
  /** The newest version. */
  newest: Wire<"PipelineView">;
  /** The version that is looked at. */
  version: number;
}

/** The parts of a pipeline's page by the last part of their address. */
export const pipelineTabs: readonly (Tab & { Content: ComponentType<PipelineTabProps> })[] = [
  { path: "", title: "Graph", Content: GraphTab },
  { path: "yaml", title: "YAML", Content: TextTab },
  { path: "versions", title: "Versions", Content: VersionsTab },
  { path: "dry-run", title: "Dry run", Content: DryRunTab },
];
