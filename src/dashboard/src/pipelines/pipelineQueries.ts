import { keepPreviousData, queryOptions } from "@tanstack/react-query";
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
