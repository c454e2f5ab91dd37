import type { ComponentType } from "react";
import type { Wire } from "../api/client";
import type { Tab } from "../ui/Tabs";
import { EventsTab } from "./EventsTab";
import { GraphTab } from "./GraphTab";
import { InputsTab } from "./InputsTab";
import { LogTab } from "./LogTab";
import { TimelineTab } from "./TimelineTab";

export interface RunTabProps {
  run: Wire<"RunView">;
}

/** The parts of a run's page by the last part of their address. */
export const tabs: readonly (Tab & { Content: ComponentType<RunTabProps> })[] = [
  { path: "", title: "Timeline", Content: TimelineTab },
  { path: "graph", title: "Graph", Content: GraphTab },
  { path: "log", title: "Log", Content: LogTab },
  { path: "events", title: "Events", Content: EventsTab },
  { path: "inputs", title: "Inputs", Content: InputsTab },
];
