import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/problem";

const tries = 3;

/** Whoever is not signed in any more is asked to, and comes back here. The server answers any page with the sign-in then. */
function onError(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) location.reload();
}

/** What fails because of us or the connection is tried again; what the server refuses is not. */
function isWorthAnotherTry(count: number, error: unknown): boolean {
  return count < tries && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500);
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    // Events say when something is old; a minute is for what they do not tell of.
    defaultOptions: { queries: { staleTime: 60_000, retry: isWorthAnotherTry, refetchOnWindowFocus: false } },
  });
}
