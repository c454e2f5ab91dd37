import { memo } from "react";
import { Clock } from "../ui/Moment";
import { LogLine } from "./LogLine";
import type { Line } from "./logPages";
import style from "./Log.module.css";

interface LogRowProps {
  line: Line | undefined;
  seq: number;
  top: number;
  isMarked: boolean;
  onPick?: ((seq: number) => void) | undefined;
}

/** A line of the log with its number, time and step; an empty one until it is read. */
export const LogRow = memo(function LogRow({ line, seq, top, isMarked, onPick }: LogRowProps) {
  return (
    <div className={`${style.row} ${isMarked ? style.marked : ""}`} style={{ transform: `translateY(${top}px)` }}>
      {onPick ? (
        <button type="button" className={style.seq} onClick={() => onPick(seq)} aria-label={`Show line ${seq} among its neighbours`}>
          {seq}
        </button>
      ) : (
        <span className={style.seq}>{seq}</span>
      )}
      {line && (
        <>
          <span className={style.at}>
            <Clock at={line.at} />
          </span>
          <span className={style.step}>{line.step}</span>
          <LogLine text={line.text} />
        </>
      )}
    </div>
  );
});
