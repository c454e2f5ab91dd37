import { useQuery } from "@tanstack/react-query";
import { definition } from "../api/queries";
import { Empty, Loaded } from "../ui/Loaded";
import { Table } from "../ui/Table";
import { flatInputs } from "./flatInputs";
import type { RunTabProps } from "./tabs";

const head = (
  <>
    <th scope="col">Input</th>
    <th scope="col">Value</th>
  </>
);

/** What the run was given, its settings among it, frozen when it was made. */
export function InputsTab({ run }: RunTabProps) {
  return (
    <Loaded query={useQuery(definition(run.id))}>
      {({ inputs }) => {
        const rows = flatInputs(inputs);
        return rows.length === 0 ? (
          <Empty title="It was given nothing" />
        ) : (
          <Table label="Inputs" head={head}>
            {rows.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td className="mono any">{value === "" ? <span className="muted">–</span> : value}</td>
              </tr>
            ))}
          </Table>
        );
      }}
    </Loaded>
  );
}
