import { useEffect, useMemo, useRef, useState } from "react";
import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Checkbox } from "../ui/Field";
import { LogRow } from "./LogRow";
import { lineHeight, pagesIn, type Line } from "./logPages";
import { logPage } from "./logQueries";
import style from "./Log.module.css";

const number = new Intl.NumberFormat();

interface WholeLogProps {
  run: number;
  total: number;
  isLive: boolean;
  /** The line to begin at; the end of a run that goes on, else its beginning. */
  start: number | undefined;
}

/** All lines; only those in sight are in the page, and only the pages around them are read. */
export function WholeLog({ run, total, isLive, start }: WholeLogProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(isLive && start === undefined);
  const list = useVirtualizer({ count: total, getScrollElement: () => frame.current, estimateSize: () => lineHeight, overscan: 20 });
  const rows = list.getVirtualItems();
  const pages = pagesIn(rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0);
  const read = useQueries({ queries: pages.map((page) => logPage(run, page)) });
  const lines = useMemo(() => new Map<number, Line>(read.flatMap((query) => query.data ?? []).map((line) => [line.seq, line])), [read]);

  // Scrolling is the browser's.
  useEffect(() => {
    if (follows) list.scrollToIndex(total - 1, { align: "end" });
  }, [follows, list, total]);

  useEffect(() => {
    if (start !== undefined) list.scrollToIndex(start - 1, { align: "center" });
  }, [list, start]);

  const onScroll = () => {
    const element = frame.current;
    // Whoever scrolls up wants to read.
    if (element && follows && element.scrollHeight - element.scrollTop - element.clientHeight > 10 * lineHeight) setFollows(false);
  };

  return (
    <>
      <div className={style.status}>
        <span className="muted">{number.format(total)} lines</span>
        {isLive && <Checkbox label="Follow" checked={follows} onChange={(event) => setFollows(event.target.checked)} />}
      </div>
      <div
        ref={frame}
        className={style.log}
        role="log"
        aria-label="Log"
        aria-live={follows ? "polite" : "off"}
        tabIndex={0}
        onWheel={onScroll}
        onKeyUp={onScroll}
      >
        <div className={style.whole} style={{ height: list.getTotalSize() }}>
          {rows.map((row) => (
            <LogRow key={row.key} line={lines.get(row.index + 1)} seq={row.index + 1} top={row.start} isMarked={row.index + 1 === start} />
          ))}
        </div>
      </div>
    </>
  );
}
