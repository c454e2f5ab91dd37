import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Conditions } from "../api/client";

/** Everything of all pipelines lies under this key, so that publishing one makes all of it old at once. */
export const allPipelines = ["pipelines"] as const;

/** The newest version of each. */
export const pipelines = queryOptions({ queryKey: [...allPipelines, "list"], queryFn: () => api.get("/api/v1/pipelines", {}) });

/** What is wrong with a text; it is not published. */
export const pipelineCheck = (text: string) =>
  queryOptions({
    queryKey: ["pipelineCheck", text],
    queryFn: ({ signal }) => api.post("/api/v1/pipelines/check", { body: { text }, signal }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

/** That a pipeline is still as it was seen: at a version, or not there at all. */
export const conditionOf = (base: number | null): Conditions => (base === null ? { "If-None-Match": "*" } : { "If-Match": `"${base}"` });

/** What a run of a text would do for an app. */
export const dryRun = (text: string, app: string, inputs: Readonly<Record<string, string>>) =>
  queryOptions({
    queryKey: ["dryRun", text, app, inputs],
    queryFn: ({ signal }) => api.post("/api/v1/pipelines/dry-run", { body: { text, app, inputs }, signal }),
    enabled: app !== "",
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });

const versionsAtOnce = 25;

export const pipelineVersions = (name: string) =>
  infiniteQueryOptions({
    queryKey: [...allPipelines, "versions", name],
    queryFn: ({ pageParam }) =>
      api.get("/api/v1/pipelines/{name}/versions", {
        path: { name },
        query: { limit: versionsAtOnce, ...(pageParam === null ? {} : { before: pageParam }) },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

/** Which apps each pipeline deploys; those that no app uses are missing. */
export const pipelineUses = queryOptions({ queryKey: [...allPipelines, "uses"], queryFn: () => api.get("/api/v1/pipeline-uses", {}) });

/** The steps and inputs of a version; of the newest without a number. */
export const pipelineDefinition = (name: string, version: number | null) =>
  queryOptions({
    queryKey: [...allPipelines, "definition", name, version],
    queryFn: () => api.get("/api/v1/pipelines/{name}/definition", { path: { name }, query: version === null ? {} : { version } }),
    staleTime: version === null ? 0 : Infinity,
  });
