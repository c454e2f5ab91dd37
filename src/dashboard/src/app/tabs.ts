import type { ComponentType } from "react";
import type { Wire } from "../api/client";
import type { Tab } from "../ui/Tabs";
import { DomainsTab } from "./DomainsTab";
import { EnvironmentTab } from "./EnvironmentTab";
import { PipelineTab } from "./PipelineTab";
import { ReleasesTab } from "./ReleasesTab";
import { RunsTab } from "./RunsTab";
import { SchedulesTab } from "./SchedulesTab";
import { SettingsTab } from "./SettingsTab";
import { WebhooksTab } from "./WebhooksTab";

export interface AppTabProps {
  app: Wire<"AppView">;
}

/** The parts of an app's page by the last part of their address. */
export const tabs: readonly (Tab & { Content: ComponentType<AppTabProps> })[] = [
  { path: "", title: "Releases", Content: ReleasesTab },
  { path: "runs", title: "Runs", Content: RunsTab },
  { path: "environment", title: "Environment", Content: EnvironmentTab },
  { path: "pipeline", title: "Pipeline", Content: PipelineTab },
  { path: "domains", title: "Domains", Content: DomainsTab },
  { path: "webhooks", title: "Webhooks", Content: WebhooksTab },
  { path: "schedules", title: "Schedules", Content: SchedulesTab },
  { path: "settings", title: "Settings", Content: SettingsTab },
];
