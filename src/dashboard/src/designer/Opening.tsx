import type { UseQueryResult } from "@tanstack/react-query";
import { Page } from "../app-shell/Page";
import { Loaded } from "../ui/Loaded";
import { crumbs } from "./Draft";

/** The page until what it needs is there, or why it is not. */
export function Opening<T>({ title, query }: { title: string; query: Pick<UseQueryResult<T>, "data" | "error" | "refetch"> }) {
  return (
    <Page title={title} crumbs={crumbs}>
      <Loaded query={query} lines={8}>
        {() => null}
      </Loaded>
    </Page>
  );
}
