import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { scale } from "../api/queries";
import { Button } from "../ui/Button";
import { Loaded } from "../ui/Loaded";
import { Notice } from "../ui/Notice";
import { Table } from "../ui/Table";
import { ScaleDialog } from "./ScaleDialog";
import { useRights } from "./useRights";
import style from "./App.module.css";

const head = (
  <>
    <th scope="col">Process</th>
    <th scope="col" data-number>
      Instances
    </th>
    <th scope="col">From</th>
  </>
);

const origins: Record<string, string> = { app: "this app", global: "all apps", file: "app.json" };

/** How many instances of each process run, and the way to change that. */
export function Processes({ app }: { app: string }) {
  const query = useQuery(scale(app));
  const { mayDeploy } = useRights(app);
  const [scales, setScales] = useState(false);
  const [run, setRun] = useState<number>();
  return (
    <section className={style.part} aria-labelledby="processes">
      <div className={style.bar}>
        <h2 id="processes">Processes</h2>
        {mayDeploy && (
          <Button small className="end" onClick={() => setScales(true)}>
            Scale
          </Button>
        )}
      </div>
      {run !== undefined && (
        <Notice tone="info">
          <Link to={`/runs/${run}`}>Run {run}</Link> brings it.
        </Notice>
      )}
      <Loaded query={query} lines={1}>
        {({ processes }) => (
          <Table label="Processes" head={head} cards>
            {processes.map((process) => (
              <tr key={process.name}>
                <th scope="row">{process.name}</th>
                <td data-number data-label="Instances">
                  {process.quantity}
                </td>
                <td className="muted">
                  {origins[process.origin] ?? process.origin}
                  {!process.isKnown && ", and what serves has no such process"}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
      {scales && query.data && (
        <ScaleDialog scale={query.data} onClose={() => setScales(false)} onDone={(answer) => setRun(answer.run?.id)} />
      )}
    </section>
  );
}
