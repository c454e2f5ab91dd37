import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api/client";
import { pageSize } from "./logPages";

/** How many lines a run has written; the stream raises it. */
export const logTotal = (id: number) =>
  queryOptions({
    queryKey: ["log", id, "total"],
    queryFn: async () => (await api.get("/api/v1/runs/{id}/log/last", { path: { id }, query: { limit: 1 } })).total,
  });

/** Some lines that follow each other; forgotten soon after they are out of sight, because there may be millions. */
export const logPage = (id: number, page: number) =>
  queryOptions({
    queryKey: ["log", id, "page", page],
    queryFn: async () =>
      (await api.get("/api/v1/runs/{id}/log", { path: { id }, query: { from: page * pageSize + 1, limit: pageSize } })).items,
    gcTime: 20_000,
  });

/** The lines that contain something, or that a step wrote. */
export const logMatches = (id: number, search: string, step: string) =>
  infiniteQueryOptions({
    queryKey: ["log", id, "matches", search, step],
    queryFn: ({ pageParam, signal }) =>
      api.get("/api/v1/runs/{id}/log", { path: { id }, query: { q: search, step, from: pageParam, limit: 1000 }, signal }),
    initialPageParam: 1,
    getNextPageParam: (page) => page.next,
    enabled: search !== "" || step !== "",
    gcTime: 20_000,
  });
