import { useState, type SubmitEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api, type Wire } from "../api/client";
import { apps as appsQuery, whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Select, TextField } from "../ui/Field";
import { Loaded } from "../ui/Loaded";
import { Notice, Problem } from "../ui/Notice";
import { pipelineDefinition } from "./pipelineQueries";

interface FormProps {
  apps: readonly Wire<"AppView">[];
  definition: Wire<"PipelineDefinitionView">;
  onClose: () => void;
}

function Form({ apps, definition: { name, inputs }, onClose }: FormProps) {
  const navigate = useNavigate();
  const [app, setApp] = useState(apps[0]?.name ?? "");
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const start = useChange(
    ["app", app],
    () => {
      const input = Object.entries(given).flatMap(([input, value]) => (value === "" ? [] : [`${input}=${value}`]));
      return api.post("/api/v1/apps/{app}/deploys", { path: { app }, query: { rebuild: true, pipeline: name, input } });
    },
    (run) => void navigate(`/runs/${run.id}`),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    start.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Select label="App" value={app} onChange={(event) => setApp(event.target.value)} autoFocus>
        {apps.map((one) => (
          <option key={one.name} value={one.name}>
            {one.name}, serving v{one.servingRelease}
          </option>
        ))}
      </Select>
      {inputs.map((input) => (
        <TextField
          key={input.name}
          label={`Input ${input.name}${input.isRequired ? "" : " (optional)"}`}
          help={input.description ?? undefined}
          placeholder={input.default ?? undefined}
          required={input.isRequired}
          value={given[input.name] ?? ""}
          onChange={(event) => setGiven({ ...given, [input.name]: event.target.value })}
        />
      ))}
      <Notice>
        What {app} serves is built and deployed once more, this one time by {name}: a real deploy. The app keeps its own pipeline for all
        others.
      </Notice>
      <Problem error={start.error} />
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={start.isPending}>
          Deploy
        </Button>
      </DialogActions>
    </form>
  );
}

/** Deploys what an app serves by this pipeline, once. */
export function TryDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const who = useQuery(whoAmI).data;
  const apps = useQuery(appsQuery);
  const definition = useQuery(pipelineDefinition(name, null));
  return (
    <Dialog title={`Try ${name} on an app`} onClose={onClose}>
      <Loaded query={apps}>
        {(all) => {
          const serving = all.filter((app) => app.servingRelease !== null && may(who, "deployer", app.name));
          if (serving.length === 0)
            return <Notice>It takes an app that serves something already and that you may deploy: there is none.</Notice>;
          return <Loaded query={definition}>{(found) => <Form apps={serving} definition={found} onClose={onClose} />}</Loaded>;
        }}
      </Loaded>
    </Dialog>
  );
}
