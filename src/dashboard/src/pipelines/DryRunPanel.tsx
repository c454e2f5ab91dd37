import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { ApiError } from "../api/problem";
import { apps as appsQuery } from "../api/queries";
import { Select, TextField } from "../ui/Field";
import { Facts } from "../ui/Facts";
import { Empty, Loaded, Skeleton } from "../ui/Loaded";
import { Notice, Problem } from "../ui/Notice";
import { DryRunSteps } from "./DryRunSteps";
import { secondsText, takesText } from "./dryRunWords";
import { dryRun } from "./pipelineQueries";
import { useSettled } from "./useSettled";
import style from "./DryRun.module.css";

type Inputs = Readonly<Record<string, string>>;
type Asked = Pick<Wire<"PipelineInputView">, "name"> & Partial<Wire<"PipelineInputView">>;

const prefix = "inputs.";

/** What can be given: what the last answer named, and what a refusal says is missing. */
function askedInputs(plan: Wire<"DryRunView"> | undefined, error: unknown): Asked[] {
  const known: Asked[] = plan?.inputs ?? [];
  const wanted = error instanceof ApiError ? Object.keys(error.fields).filter((field) => field.startsWith(prefix)) : [];
  const missing = wanted.map((field) => field.slice(prefix.length)).filter((name) => !known.some((one) => one.name === name));
  return [...known, ...missing.map((name) => ({ name, isRequired: true }))];
}

function Plan({ plan }: { plan: Wire<"DryRunView"> }) {
  return (
    <div className="stack">
      <Facts
        facts={[["Time", takesText(plan)], plan.timeout !== null && ["At most", secondsText(plan.timeout)], ["Steps", plan.steps.length]]}
      />
      {plan.problem !== null && <Notice tone="fail">{plan.problem}.</Notice>}
      <DryRunSteps plan={plan} />
    </div>
  );
}

function Rehearsal({ text, apps }: { text: string; apps: readonly Wire<"AppView">[] }) {
  const [app, setApp] = useState(apps[0]?.name ?? "");
  const [inputs, setInputs] = useState<Inputs>({});
  const query = useQuery(dryRun(useSettled(text), app, useSettled(inputs)));
  const fields = query.error instanceof ApiError ? query.error.fields : {};
  const give = (name: string, value: string) =>
    setInputs((now) => Object.fromEntries(Object.entries({ ...now, [name]: value }).filter(([, given]) => given !== "")));
  return (
    <div className="stack">
      <div className={style.choice}>
        <Select
          label="App"
          help="With its settings and the times of its earlier runs."
          value={app}
          onChange={(event) => setApp(event.target.value)}
        >
          {apps.map((one) => (
            <option key={one.name}>{one.name}</option>
          ))}
        </Select>
        {askedInputs(query.data, query.error).map((input) => (
          <TextField
            key={input.name}
            label={`Input ${input.name}${input.isRequired === true ? "" : " (optional)"}`}
            help={input.description ?? undefined}
            errors={fields[prefix + input.name]}
            placeholder={input.default ?? undefined}
            value={inputs[input.name] ?? ""}
            onChange={(event) => give(input.name, event.target.value)}
          />
        ))}
      </div>
      <Problem error={query.error} />
      {query.data && !query.error ? <Plan plan={query.data} /> : query.isFetching && <Skeleton lines={6} />}
    </div>
  );
}

/** What a run of a pipeline would do for an app, with its real settings; nothing is touched. */
export function DryRunPanel({ text }: { text: string }) {
  return (
    <Loaded query={useQuery(appsQuery)} lines={6}>
      {(apps) =>
        apps.length === 0 ? (
          <Empty title="There is no app yet">
            <p>A dry run takes the settings of an app. Create one on the overview, then come back.</p>
          </Empty>
        ) : (
          <Rehearsal text={text} apps={apps} />
        )
      }
    </Loaded>
  );
}
