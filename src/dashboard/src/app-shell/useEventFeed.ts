import { useEffect, useRef, useState } from "react";
import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { eventTypes, mergeStale, parseEvent, staleAfter } from "../api/feed";
import { openLiveSource, type Connection } from "../api/liveSource";

// A burst of events asks for everything once.
const settle = 250;

/** Keeps what the page shows true to what happens on the server; answers how that connection stands. */
export function useEventFeed(): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>("connecting");
  const wasLost = useRef(false);

  // The feed lives as long as the page.
  useEffect(() => {
    let stale: QueryKey[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const queryKey of mergeStale(stale)) void client.invalidateQueries({ queryKey });
      stale = [];
    };
    const close = openLiveSource({
      address: "/api/v1/events",
      types: [...eventTypes, "problem"],
      onEvent: (type, data) => {
        // The session has ended, or what it may do has changed.
        if (type === "problem") stale.push([]);
        const event = parseEvent(data);
        if (event) stale.push(...staleAfter(event));
        timer ??= setTimeout(flush, settle);
      },
      onConnection: (state) => {
        // What happened before the first event was seen has no number to go on from.
        if (state === "open" && wasLost.current) void client.invalidateQueries();
        if (state !== "connecting") wasLost.current = state === "lost";
        setConnection(state);
      },
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [client]);

  return connection;
}
