import type { Wire } from "../api/client";
import { durationText } from "../ui/durations";
import { Clock } from "../ui/Moment";
import { Picture } from "../ui/Picture";
import { Table } from "../ui/Table";
import { plainText } from "../ui/plainText";
import { dotsOf, heightOf, mostOf, timeoutOf } from "./latency";
import style from "./Traffic.module.css";

interface LatencyCardProps {
  attempts: readonly Wire<"CheckAttemptView">[];
}

// A path may be asked for twice a second.
const most = 200;

const head = (
  <>
    <th scope="col">At</th>
    <th scope="col">Asked</th>
    <th scope="col">Seen</th>
    <th scope="col" data-number>
      Took
    </th>
  </>
);

function LatencyTable({ attempts }: LatencyCardProps) {
  return (
    <Table label="Check latency" head={head}>
      {attempts.flatMap((attempt) =>
        attempt.checks.map((check, index) => (
          <tr key={`${attempt.step} ${attempt.round ?? ""} ${attempt.at} ${index}`}>
            <td>
              <Clock at={attempt.at} />
            </td>
            <th scope="row" className="any">
              {plainText(check.asked)}
            </th>
            <td>{check.passed ? "passed" : "failed"}</td>
            <td data-number>{durationText(check.latencyMs)}</td>
          </tr>
        )),
      )}
    </Table>
  );
}

/** How long each answer to a check took, below the line that it had to keep. */
export function LatencyCard({ attempts }: LatencyCardProps) {
  const shown = attempts.slice(-most);
  const timeout = timeoutOf(shown);
  const line = timeout === undefined ? undefined : heightOf(timeout, mostOf(shown));
  const dots = dotsOf(shown);
  const words = `${dots.filter((dot) => dot.passed).length} of ${dots.length} answers were right`;
  return (
    <Picture title="Check latency" note={<span className="muted">{words}</span>} table={<LatencyTable attempts={shown} />}>
      <div className={style.split} role="img" aria-label={words}>
        {line !== undefined && (
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
            <line className={style.limit} x1="0" x2="100" y1={line} y2={line} />
          </svg>
        )}
        {timeout !== undefined && <span className={`${style.label} ${style.right}`}>timeout {durationText(timeout)}</span>}
        {dots.map((dot, index) => (
          <span
            key={index}
            className={`${style.dot} ${dot.passed ? "" : style.wrong}`}
            style={{ left: `${dot.left}%`, top: `${dot.top}%` }}
            title={dot.text}
            aria-hidden
          />
        ))}
      </div>
    </Picture>
  );
}
