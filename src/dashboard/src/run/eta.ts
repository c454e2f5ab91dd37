import type { Wire } from "../api/client";
import { median } from "../ui/durations";

const enough = 15;

/** How long the last runs of the same pipeline that succeeded took: half of them less, in milliseconds; undefined without any. */
export function usualDuration(history: readonly Wire<"RunView">[], run: Pick<Wire<"RunView">, "pipeline" | "id">): number | undefined {
  const took = history
    .filter((past) => past.pipeline === run.pipeline && past.state === "succeeded" && past.id !== run.id)
    .slice(0, enough)
    .flatMap((past) =>
      past.startedAt === null || past.finishedAt === null ? [] : [Date.parse(past.finishedAt) - Date.parse(past.startedAt)],
    );
  return median(took);
}
