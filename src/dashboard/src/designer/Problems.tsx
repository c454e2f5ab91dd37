import { CircleCheck, CircleX, LoaderCircle, TriangleAlert } from "lucide-react";
import { Problem } from "../ui/Notice";
import { countText, type Finding } from "./findings";
import style from "./Problems.module.css";

interface ProblemsProps {
  findings: readonly Finding[];
  isChecking: boolean;
  error: Error | null;
  onJump: (finding: Finding) => void;
}

/** What the server says of the text as it is now; each leads to its step and its line. */
export function Problems({ findings, isChecking, error, onJump }: ProblemsProps) {
  const count = countText(findings);
  return (
    <section className={style.problems} aria-label="Problems">
      <h2>
        {isChecking ? <LoaderCircle size={14} aria-hidden /> : count === "" && !error ? <CircleCheck size={14} aria-hidden /> : null}
        <span role="status">
          {count !== "" ? count : isChecking ? "Looking at it" : error ? "Not looked at" : "Nothing is wrong with it"}
        </span>
      </h2>
      <Problem error={error} />
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.line} ${finding.column} ${finding.message}`}>
            <button type="button" onClick={() => onJump(finding)} data-severity={finding.isWarning ? "warning" : "error"}>
              {finding.isWarning ? <TriangleAlert size={15} aria-hidden /> : <CircleX size={15} aria-hidden />}
              <span>
                <span className="sr">{finding.isWarning ? "Warning: " : "Error: "}</span>
                {finding.message}
              </span>
              <span className={style.place}>
                {finding.step !== null && `${finding.step}, `}line {finding.line}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
