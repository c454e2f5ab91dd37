import type { Wire } from "../api/client";
import { runStatus } from "../ui/status";
import style from "./Overview.module.css";

const places = 24;

/** The newest runs of an app, the newest at the right; said in one sentence to those who do not see it. */
export function RunStrip({ runs }: { runs: readonly Wire<"RunMark">[] }) {
  const shown = runs.slice(0, places).reverse();
  const good = shown.filter((run) => run.state === "succeeded").length;
  return (
    <svg
      className={style.strip}
      viewBox={`0 0 ${places * 9} 18`}
      role="img"
      aria-label={`${good} of the last ${shown.length} runs succeeded`}
    >
      {Array.from({ length: places }, (_, place) => {
        const run = shown[place - (places - shown.length)];
        const status = run && runStatus(run.state);
        return (
          <rect
            key={place}
            x={place * 9}
            y={status?.tone === "fail" ? 0 : 2}
            width="7"
            height={status?.tone === "fail" ? 18 : 14}
            rx="2"
            data-tone={status?.tone}
          >
            {run && status && <title>{`Run ${run.id}: ${status.word}`}</title>}
          </rect>
        );
      })}
    </svg>
  );
}
