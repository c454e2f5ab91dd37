import { useSyncExternalStore } from "react";

const second = 1000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((told) => told());
  }, second);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const still = () => () => undefined;

/** The time in milliseconds, anew every second while it ticks; one clock for the whole page. */
export function useNow(ticks = true): number {
  return useSyncExternalStore(ticks ? subscribe : still, () => now);
}
