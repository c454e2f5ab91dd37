import { useEffect } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { openLiveSource } from "../api/liveSource";
import { run as runQuery } from "../api/queries";
import { logPage, logTotal } from "./logQueries";
import { pageOf, withLines, type Line } from "./logPages";

const settle = 150;

/** Keeps a run that goes on true: its steps and what it writes, as it happens. */
export function useRunStream(id: number, isFinished: boolean | undefined, from: number | undefined): void {
  const client = useQueryClient();
  const isReady = isFinished === false && from !== undefined;

  // The stream begins after the lines that were there when the page came; later ones come by it.
  useEffect(() => {
    if (!isReady) return undefined;
    let lines: Line[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      const newest = lines.at(-1);
      if (newest) {
        client.setQueryData(logTotal(id).queryKey, (total = 0) => Math.max(total, newest.seq));
        for (const page of new Set(lines.map((line) => pageOf(line.seq)))) {
          const { queryKey } = logPage(id, page);
          const known = client.getQueryData(queryKey);
          const next = known && withLines(known, page, lines);
          if (next) client.setQueryData(queryKey, [...next]);
          else if (known) void client.invalidateQueries({ queryKey });
        }
      }
      lines = [];
    };
    const onRun = (data: string) => {
      client.setQueryData(runQuery(id).queryKey, JSON.parse(data) as Wire<"RunView">);
      for (const part of ["journal", "checks", "traffic", "last"]) void client.invalidateQueries({ queryKey: ["run", id, part] });
    };
    const close = openLiveSource({
      address: `/api/v1/runs/${id}/events`,
      types: ["run", "log", "end"],
      after: `0.${client.getQueryData(logTotal(id).queryKey) ?? 0}`,
      onEvent: (type, data) => {
        if (type === "log") {
          lines.push(JSON.parse(data) as Line);
          timer ??= setTimeout(flush, settle);
          return;
        }
        flush();
        onRun(data);
        // Nothing follows; a browser would ask again for ever.
        if (type === "end") close();
      },
      onConnection: () => undefined,
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [client, id, isReady]);
}
