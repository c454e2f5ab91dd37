import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import type { Wire } from "../api/client";
import { ApiError } from "../api/problem";
import { pipeline } from "../api/queries";
import { NotFoundPage } from "../app-shell/NotFoundPage";
import { Page } from "../app-shell/Page";
import { Facts } from "../ui/Facts";
import { Loaded } from "../ui/Loaded";
import { When } from "../ui/Moment";
import { Notice } from "../ui/Notice";
import { Tabs } from "../ui/Tabs";
import { AppLinks } from "./AppLinks";
import { shownOf } from "./compared";
import { authorText, isBuiltIn } from "./origin";
import { PipelineActions } from "./PipelineActions";
import { pipelineTabs } from "./pipelineTabs";
import { pipelineUses } from "./pipelineQueries";

interface HeadProps {
  newest: Wire<"PipelineView">;
  version: number;
}

function Head({ newest, version }: HeadProps) {
  const uses = useQuery(pipelineUses).data;
  return (
    <div className="stack">
      {newest.description !== null && <p>{newest.description}</p>}
      <Facts
        facts={[
          ["Newest version", `v${newest.version}`],
          ["Published", <When key="at" at={newest.publishedAt} />],
          ["By", authorText(newest)],
          uses !== undefined && ["Deploys", <AppLinks key="apps" apps={uses.find((use) => use.pipeline === newest.name)?.apps ?? []} />],
        ]}
      />
      {version !== newest.version && (
        <Notice tone="wait">
          You look at version {version}; the newest is <Link to={`/pipelines/${newest.name}`}>version {newest.version}</Link>.
        </Notice>
      )}
    </div>
  );
}

/** One pipeline: what it does, every version there was, and what it would do for an app. */
export function PipelinePage() {
  const { name = "", tab = "" } = useParams();
  const [search] = useSearchParams();
  const query = useQuery(pipeline(name, null));
  const shown = pipelineTabs.find((one) => one.path === tab);
  if (!shown || (query.error instanceof ApiError && query.error.status === 404)) return <NotFoundPage />;
  const newest = query.data?.pipeline;
  const version = newest ? shownOf(search, newest.version) : 0;
  const parts = version === newest?.version ? "" : `?version=${version}`;
  return (
    <Page
      title={name}
      tab={shown.path === "" ? name : `${shown.title} · ${name}`}
      crumbs={[{ title: "Pipelines", to: "/pipelines" }]}
      marks={newest && <span className="muted">{isBuiltIn(newest) ? "built in" : `v${newest.version}`}</span>}
      actions={newest && <PipelineActions newest={newest} />}
    >
      {newest && <Head newest={newest} version={version} />}
      <Tabs label="Pipeline parts" base={`/pipelines/${name}`} tabs={pipelineTabs} search={parts} />
      <Loaded query={query} lines={6}>
        {({ pipeline: found }) => <shown.Content key={name} newest={found} version={version} />}
      </Loaded>
    </Page>
  );
}
