import { useCallback, useEffect, useRef } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Empty, Loaded } from "../ui/Loaded";
import { LogRow } from "./LogRow";
import { lineHeight, type Line } from "./logPages";
import { logMatches } from "./logQueries";
import style from "./Log.module.css";

const number = new Intl.NumberFormat();

interface LogMatchesProps {
  run: number;
  search: string;
  step: string;
  onPick: (seq: number) => void;
}

interface ListProps {
  lines: readonly Line[];
  hasMore: boolean;
  onMore: () => void;
  onPick: (seq: number) => void;
}

function List({ lines, hasMore, onMore, onPick }: ListProps) {
  const frame = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({ count: lines.length, getScrollElement: () => frame.current, estimateSize: () => lineHeight, overscan: 20 });
  const rows = list.getVirtualItems();
  const isAtEnd = (rows.at(-1)?.index ?? 0) >= lines.length - 1;

  // More is read when somebody comes to the end of what was read.
  useEffect(() => {
    if (isAtEnd && hasMore) onMore();
  }, [isAtEnd, hasMore, onMore]);

  return (
    <div ref={frame} className={style.log} role="log" aria-label="Lines found" aria-live="off" tabIndex={0}>
      <div className={style.whole} style={{ height: list.getTotalSize() }}>
        {rows.map((row) => {
          const line = lines[row.index];
          return line && <LogRow key={row.key} line={line} seq={line.seq} top={row.start} isMarked={false} onPick={onPick} />;
        })}
      </div>
    </div>
  );
}

/** The lines that the server found; each leads to its place in the whole log. */
export function LogMatches({ run, search, step, onPick }: LogMatchesProps) {
  const query = useInfiniteQuery(logMatches(run, search, step));
  const { fetchNextPage } = query;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return (
    <Loaded query={query} lines={8}>
      {({ pages }) => {
        const lines = pages.flatMap((page) => page.items);
        return (
          <>
            <div className={style.status} role="status">
              <span className="muted">
                {number.format(lines.length)}
                {query.hasNextPage ? " lines so far" : lines.length === 1 ? " line" : " lines"}
              </span>
            </div>
            {lines.length === 0 ? (
              <Empty title={search === "" ? `${step} has written nothing` : `No line contains “${search}”`} />
            ) : (
              <List lines={lines} hasMore={query.hasNextPage && !query.isFetchingNextPage} onMore={more} onPick={onPick} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}
