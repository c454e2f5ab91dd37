import { useMemo, useState } from "react";
import { Button } from "../ui/Button";
import { diffOf, foldedDiff, type DiffLine } from "./diff";
import style from "./Diff.module.css";

const signs = { same: " ", old: "−", new: "+" };
const words = { same: "", old: "Removed: ", new: "Added: " };

function Line({ line }: { line: DiffLine }) {
  return (
    <tr data-sign={line.sign}>
      <td className={style.number}>{line.old}</td>
      <td className={style.number}>{line.new}</td>
      <td className={style.sign} aria-hidden>
        {signs[line.sign]}
      </td>
      <td className={style.text}>
        {line.sign !== "same" && <span className="sr">{words[line.sign]}</span>}
        {line.text}
      </td>
    </tr>
  );
}

interface DiffProps {
  /** What is compared, for those who do not see it. */
  label: string;
  from: string;
  to: string;
}

const count = (lines: readonly DiffLine[], sign: DiffLine["sign"]) => lines.filter((line) => line.sign === sign).length;

/** What is different between two texts, line by line; what stays the same far from a change is shown when asked for. */
export function Diff({ label, from, to }: DiffProps) {
  const lines = useMemo(() => diffOf(from, to), [from, to]);
  const [isWhole, setWhole] = useState(false);
  const parts = useMemo(() => (isWhole ? [{ lines }] : foldedDiff(lines)), [lines, isWhole]);
  const [added, removed] = [count(lines, "new"), count(lines, "old")];
  if (added + removed === 0) return <p className="muted">Both say the same.</p>;
  return (
    <div className={style.diff}>
      <div className="row">
        <span>
          <span className={style.added}>+{added}</span> <span className={style.removed}>−{removed}</span>
          <span className="sr"> lines added and removed</span>
        </span>
        <Button small look="quiet" className="end" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Only what changed" : "Whole text"}
        </Button>
      </div>
      <div className={style.frame} role="region" aria-label={label} tabIndex={0}>
        <table>
          <tbody>
            {parts.map((part, index) =>
              "hidden" in part ? (
                <tr key={`hidden${index}`} className={style.hidden}>
                  <td colSpan={4}>{part.hidden === 1 ? "1 line" : `${part.hidden} lines`} the same</td>
                </tr>
              ) : (
                part.lines.map((line) => <Line key={`${line.old ?? ""}/${line.new ?? ""}`} line={line} />)
              ),
            )}
          </tbody>
        </table>
      </div>
    </div>
  );
}
