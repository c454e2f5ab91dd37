import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button } from "./Button";
import style from "./More.module.css";

type Paged = Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;

/** The way to the next page of a list. */
export function More({ query, what }: { query: Paged; what: string }) {
  if (!query.hasNextPage) return null;
  return (
    <div className={style.more}>
      <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Older {what}
      </Button>
    </div>
  );
}
