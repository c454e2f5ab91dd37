import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/client";

export const stepKinds = queryOptions({
  queryKey: ["step-kinds"],
  queryFn: () => api.get("/api/v1/step-kinds", {}),
  // They change with the server's version only.
  staleTime: Infinity,
});
