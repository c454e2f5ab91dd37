import type { Wire } from "../api/client";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import { limitsOf, outcomeStatus, secondsText, startsText } from "./dryRunWords";
import style from "./DryRun.module.css";

const head = (
  <>
    <th scope="col" data-number>
      Order
    </th>
    <th scope="col">Step</th>
    <th scope="col">Would it run?</th>
    <th scope="col" data-number>
      Begins after
    </th>
    <th scope="col" data-number>
      Takes
    </th>
    <th scope="col">Waits and limits</th>
  </>
);

function Bar({ step, whole }: { step: Wire<"DryRunStepView">; whole: number }) {
  if (step.starts === null || step.takes === null || whole === 0) return null;
  const left = (100 * step.starts) / whole;
  const width = Math.min(100 - left, (100 * step.takes) / whole);
  return <span className={style.bar} style={{ marginLeft: `${left}%`, width: `max(3px, ${width}%)` }} aria-hidden />;
}

function Row({ step, plan }: { step: Wire<"DryRunStepView">; plan: Wire<"DryRunView"> }) {
  return (
    <tr>
      <td data-number data-label="Order">
        {step.wave ?? "–"}
      </td>
      <th scope="row">
        {step.id} {step.uses !== step.id && <span className="muted">{step.uses}</span>}
        <Bar step={step} whole={plan.takes} />
      </th>
      <td>
        <StatusMark status={outcomeStatus(step.outcome)} plain />
        {step.condition !== null && <code className={style.condition}>{step.condition}</code>}
      </td>
      <td data-number data-label="Begins after">
        {startsText(step, plan.steps)}
      </td>
      <td data-number data-label="Takes">
        {step.wave === null ? "–" : step.takes === null ? "not known" : secondsText(step.takes)}
      </td>
      <td className="muted">{limitsOf(step).join(" · ")}</td>
    </tr>
  );
}

/** The steps of a run as it would go, in their order. */
export function DryRunSteps({ plan }: { plan: Wire<"DryRunView"> }) {
  return (
    <Table label={`What a run for ${plan.app} would do`} cards head={head}>
      {plan.steps.map((step) => (
        <Row key={step.id} step={step} plan={plan} />
      ))}
    </Table>
  );
}
