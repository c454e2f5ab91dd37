import type { Wire } from "../api/client";
import { Clock } from "../ui/Moment";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import { plainText } from "../ui/plainText";
import style from "./Run.module.css";

// A path may be asked for twice a second.
const most = 50;

const head = (
  <>
    <th scope="col">Attempt</th>
    <th scope="col">At</th>
    <th scope="col">Asked</th>
    <th scope="col">Seen</th>
    <th scope="col" data-number>
      Status
    </th>
    <th scope="col" data-number>
      Took
    </th>
  </>
);

function Row({ attempt, check }: { attempt: Wire<"CheckAttemptView">; check: Wire<"AskedCheckView"> }) {
  return (
    <tr>
      <th scope="row">
        {attempt.round} {attempt.number}
      </th>
      <td>
        <Clock at={attempt.at} />
      </td>
      <td className="any">
        {plainText(check.asked)}
        {check.expected !== "" && <p className="muted">expects {plainText(check.expected)}</p>}
      </td>
      <td className="any">
        <StatusMark
          status={check.passed ? { tone: "ok", word: "passed", icon: "check" } : { tone: "fail", word: "failed", icon: "cross" }}
          plain
        />{" "}
        {plainText(check.cause)}
        {check.note !== null && <span className="muted"> {plainText(check.note)}</span>}
        {check.body !== null && check.body.trim() !== "" && (
          <details>
            <summary>The answer</summary>
            <pre tabIndex={0} role="region" aria-label={`Answer to attempt ${attempt.number}`}>
              {plainText(check.body)}
            </pre>
          </details>
        )}
      </td>
      <td data-number data-label="status">
        {check.status ?? "–"}
      </td>
      <td data-number data-label="took">
        {Math.round(check.latencyMs)} ms
      </td>
    </tr>
  );
}

/** What the checks of a run have asked and what was answered, the newest first. */
export function ChecksTable({ attempts }: { attempts: readonly Wire<"CheckAttemptView">[] }) {
  const shown = [...attempts].reverse().slice(0, most);
  return (
    <section className={style.part} aria-labelledby="checks">
      <h2 id="checks">Checks</h2>
      <Table label="Checks" head={head} cards>
        {shown.flatMap((attempt) =>
          attempt.checks.map((check, index) => (
            <Row key={`${attempt.step} ${attempt.round ?? ""} ${attempt.number} ${attempt.at} ${index}`} attempt={attempt} check={check} />
          )),
        )}
      </Table>
      {attempts.length > most && (
        <p className="muted">
          The last {most} of {attempts.length} attempts.
        </p>
      )}
    </section>
  );
}
