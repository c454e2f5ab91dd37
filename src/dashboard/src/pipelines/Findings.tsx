import type { Wire } from "../api/client";
import { Notice } from "../ui/Notice";

const place = (problem: Wire<"PipelineProblemView">) => `Line ${problem.line}${problem.path === "" ? "" : `, ${problem.path}`}`;

function List({ problems }: { problems: readonly Wire<"PipelineProblemView">[] }) {
  return (
    <ul>
      {problems.map((problem) => (
        <li key={`${problem.line}:${problem.column} ${problem.message}`}>
          <strong>{place(problem)}:</strong> {problem.message}
        </li>
      ))}
    </ul>
  );
}

/** What is wrong with a pipeline, and what is to be thought of; nothing while all is well. */
export function Findings({ problems }: { problems: readonly Wire<"PipelineProblemView">[] }) {
  const errors = problems.filter((problem) => problem.severity === "error");
  const warnings = problems.filter((problem) => problem.severity !== "error");
  return (
    <>
      {errors.length > 0 && (
        <Notice tone="fail">
          <List problems={errors} />
        </Notice>
      )}
      {warnings.length > 0 && (
        <Notice tone="wait">
          <List problems={warnings} />
        </Notice>
      )}
    </>
  );
}
