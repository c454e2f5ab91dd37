import { queryOptions } from "@tanstack/react-query";
import { allOf, type Asked } from "./allOf";
import { api } from "./client";

export const serverSettings = queryOptions({ queryKey: ["settings"], queryFn: () => api.get("/api/v1/settings", {}) });

export const users = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }) => allOf((query: Asked<string>) => api.get("/api/v1/users", { query, signal })),
});

export const tokens = queryOptions({
  queryKey: ["tokens"],
  queryFn: ({ signal }) => allOf((query: Asked<number>) => api.get("/api/v1/tokens", { query, signal })),
});

export const sshKeys = queryOptions({
  queryKey: ["ssh-keys"],
  queryFn: ({ signal }) => allOf((query: Asked<number>) => api.get("/api/v1/ssh-keys", { query, signal })),
});
