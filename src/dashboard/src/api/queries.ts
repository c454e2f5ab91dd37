import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { allOf, type Asked } from "./allOf";
import { api } from "./client";

/** Everything of an app lies under its key, so that an event about it makes all of it old at once. */
const ofApp = (app: string, ...rest: unknown[]) => ["app", app, ...rest];
const ofRun = (run: number, ...rest: unknown[]) => ["run", run, ...rest];

export const whoAmI = queryOptions({ queryKey: ["whoami"], queryFn: () => api.get("/api/v1/whoami", {}), staleTime: 60_000 });

export const version = queryOptions({ queryKey: ["version"], queryFn: () => api.get("/api/v1/version", {}), staleTime: Infinity });

export const apps = queryOptions({
  queryKey: ["apps"],
  queryFn: ({ signal }) => allOf((query: Asked<string>) => api.get("/api/v1/apps", { query, signal })),
});

export const recentRuns = queryOptions({
  queryKey: ["recent"],
  queryFn: ({ signal }) => api.get("/api/v1/runs/recent", { query: { limit: 24 }, signal }),
});

export const app = (name: string) =>
  queryOptions({ queryKey: ofApp(name), queryFn: () => api.get("/api/v1/apps/{app}", { path: { app: name } }) });

export const status = (name: string) =>
  queryOptions({ queryKey: ofApp(name, "status"), queryFn: () => api.get("/api/v1/apps/{app}/status", { path: { app: name } }) });

export const releases = (name: string) =>
  infiniteQueryOptions({
    queryKey: ofApp(name, "releases"),
    queryFn: ({ pageParam }) =>
      api.get("/api/v1/apps/{app}/releases", {
        path: { app: name },
        query: { limit: 25, ...(pageParam === null ? {} : { before: pageParam }) },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

export const runsOf = (name: string) =>
  infiniteQueryOptions({
    queryKey: ofApp(name, "runs"),
    queryFn: ({ pageParam }) =>
      api.get("/api/v1/runs", { query: { app: name, limit: 25, ...(pageParam === null ? {} : { before: pageParam }) } }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

export const rollbackPreview = (name: string, release: number | null) =>
  queryOptions({
    queryKey: ofApp(name, "rollback", release),
    queryFn: () => api.get("/api/v1/apps/{app}/rollback", { path: { app: name }, query: release === null ? {} : { release } }),
    retry: false,
  });

export const config = (name: string) =>
  queryOptions({ queryKey: ofApp(name, "config"), queryFn: () => api.get("/api/v1/apps/{app}/config", { path: { app: name } }) });

export const settings = (name: string) =>
  queryOptions({ queryKey: ofApp(name, "settings"), queryFn: () => api.get("/api/v1/apps/{app}/settings", { path: { app: name } }) });

export const domains = (name: string) =>
  queryOptions({ queryKey: ofApp(name, "domains"), queryFn: () => api.get("/api/v1/apps/{app}/domains", { path: { app: name } }) });

export const webhooks = (name: string) =>
  queryOptions({ queryKey: ofApp(name, "webhooks"), queryFn: () => api.get("/api/v1/apps/{app}/webhooks", { path: { app: name } }) });

export const deliveries = (name: string, hook: string) =>
  infiniteQueryOptions({
    queryKey: ofApp(name, "deliveries", hook),
    queryFn: ({ pageParam }) =>
      api.get("/api/v1/apps/{app}/webhooks/{hook}/deliveries", {
        path: { app: name, hook },
        query: { limit: 25, ...(pageParam === null ? {} : { before: pageParam }) },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    // No event tells of one that starts nothing, and whoever sets a webhook up waits for just that.
    refetchInterval: 5_000,
  });

export const schedules = (name: string) =>
  queryOptions({ queryKey: ofApp(name, "schedules"), queryFn: () => api.get("/api/v1/apps/{app}/schedules", { path: { app: name } }) });

export const scale = (name: string) =>
  queryOptions({ queryKey: ofApp(name, "scale"), queryFn: () => api.get("/api/v1/apps/{app}/scale", { path: { app: name } }) });

export const gitAccess = (name: string) =>
  queryOptions({ queryKey: ofApp(name, "git-access"), queryFn: () => api.get("/api/v1/apps/{app}/git-access", { path: { app: name } }) });

export const windows = queryOptions({ queryKey: ["windows"], queryFn: () => api.get("/api/v1/windows", {}) });

export const freezes = queryOptions({ queryKey: ["freezes"], queryFn: () => api.get("/api/v1/freezes", {}) });

export const run = (id: number) => queryOptions({ queryKey: ofRun(id), queryFn: () => api.get("/api/v1/runs/{id}", { path: { id } }) });

export const journal = (id: number) =>
  queryOptions({
    queryKey: ofRun(id, "journal"),
    queryFn: () => api.get("/api/v1/runs/{id}/journal", { path: { id }, query: { limit: 10_000 } }),
  });

export const definition = (id: number) =>
  queryOptions({
    queryKey: ["definition", id],
    queryFn: () => api.get("/api/v1/runs/{id}/definition", { path: { id } }),
    // A run's pipeline never changes.
    staleTime: Infinity,
  });

export const checks = (id: number) =>
  queryOptions({ queryKey: ofRun(id, "checks"), queryFn: () => api.get("/api/v1/runs/{id}/checks", { path: { id } }) });

export const traffic = (id: number) =>
  queryOptions({ queryKey: ofRun(id, "traffic"), queryFn: () => api.get("/api/v1/runs/{id}/traffic", { path: { id } }) });

export const lastLines = (id: number, step: string | null) =>
  queryOptions({
    queryKey: ofRun(id, "last", step),
    queryFn: () => api.get("/api/v1/runs/{id}/log/last", { path: { id }, query: { limit: 20, ...(step === null ? {} : { step }) } }),
  });

export const pipeline = (name: string, version: number | null) =>
  queryOptions({
    queryKey: ["pipelines", "text", name, version],
    queryFn: () => api.get("/api/v1/pipelines/{name}", { path: { name }, query: version === null ? {} : { version } }),
    // A version never changes; which one is the newest does.
    staleTime: version === null ? 0 : Infinity,
  });

export const nodes = queryOptions({ queryKey: ["nodes"], queryFn: () => api.get("/api/v1/nodes", {}), refetchInterval: 30_000 });

export const doctor = queryOptions({ queryKey: ["doctor"], queryFn: () => api.get("/api/v1/doctor", {}), staleTime: 60_000 });
