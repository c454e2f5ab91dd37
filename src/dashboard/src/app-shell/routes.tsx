import { lazy, Suspense, type ReactNode } from "react";
import { createBrowserRouter } from "react-router";
import { AppPage } from "../app/AppPage";
import { AuditPage } from "../audit/AuditPage";
import { CalendarPage } from "../calendar/CalendarPage";
import { NodesPage } from "../nodes/NodesPage";
import { OverviewPage } from "../overview/OverviewPage";
import { PipelinePage } from "../pipelines/PipelinePage";
import { PipelinesPage } from "../pipelines/PipelinesPage";
import { AccountPage } from "../people/AccountPage";
import { PeoplePage } from "../people/PeoplePage";
import { RunPage } from "../run/RunPage";
import { ServerSettingsPage } from "../settings/ServerSettingsPage";
import { BrokenPage } from "./BrokenPage";
import { NotFoundPage } from "./NotFoundPage";
import { Shell } from "./Shell";
import { Skeleton } from "../ui/Loaded";

// Canvas and editor are larger than all the rest: they come when somebody designs.
const DesignerPage = lazy(() => import("../designer/DesignerPage"));
const NewPipelinePage = lazy(() => import("../designer/NewPipelinePage"));

const whenLoaded = (page: ReactNode) => <Suspense fallback={<Skeleton lines={8} />}>{page}</Suspense>;

export function createRouter() {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <BrokenPage />,
      children: [
        { path: "/", element: <OverviewPage /> },
        { path: "/apps/:app", element: <AppPage /> },
        { path: "/apps/:app/:tab", element: <AppPage /> },
        { path: "/runs/:run", element: <RunPage /> },
        { path: "/runs/:run/:tab", element: <RunPage /> },
        { path: "/pipelines/new", element: whenLoaded(<NewPipelinePage />) },
        { path: "/pipelines/:name/edit", element: whenLoaded(<DesignerPage />) },
        { path: "/pipelines", element: <PipelinesPage /> },
        { path: "/pipelines/:name", element: <PipelinePage /> },
        { path: "/pipelines/:name/:tab", element: <PipelinePage /> },
        { path: "/calendar", element: <CalendarPage /> },
        { path: "/nodes", element: <NodesPage /> },
        { path: "/people", element: <PeoplePage /> },
        { path: "/people/:tab", element: <PeoplePage /> },
        { path: "/settings", element: <ServerSettingsPage /> },
        { path: "/audit", element: <AuditPage /> },
        { path: "/account", element: <AccountPage /> },
        { path: "*", element: <NotFoundPage /> },
      ],
    },
  ]);
}
