/** How a stream of events stands. */
export type Connection = "connecting" | "open" | "lost";

export interface LiveSourceOptions {
  /** The address; `after` is added to it when it is opened again. */
  address: string;
  types: readonly string[];
  after?: string;
  onEvent: (type: string, data: string) => void;
  onConnection: (state: Connection) => void;
}

const retryAfter = 3000;

/**
 * Server-sent events that come back. A browser allows six connections to a server: what nobody looks at gives its own up, and goes on
 * after the last event it has seen when somebody does.
 */
export function openLiveSource({ address, types, after, onEvent, onConnection }: LiveSourceOptions): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let last = after;

  function close() {
    clearTimeout(retry);
    source?.close();
    source = undefined;
  }

  function open() {
    close();
    onConnection("connecting");
    const next = new EventSource(last === undefined ? address : `${address}?after=${encodeURIComponent(last)}`);
    source = next;
    next.onopen = () => onConnection("open");
    next.onerror = () => {
      onConnection("lost");
      // After an answer that is no stream the browser does not try again by itself.
      if (next.readyState === EventSource.CLOSED) retry = setTimeout(open, retryAfter);
    };
    for (const type of types) {
      next.addEventListener(type, (event: MessageEvent<string>) => {
        if (event.lastEventId !== "") last = event.lastEventId;
        onEvent(type, event.data);
      });
    }
  }

  function onVisibility() {
    if (document.visibilityState === "hidden") close();
    else if (!source) open();
  }

  document.addEventListener("visibilitychange", onVisibility);
  onVisibility();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}
