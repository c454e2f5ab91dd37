import { useQuery } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { status } from "../api/queries";
import { Loaded } from "../ui/Loaded";
import { Ago } from "../ui/Moment";
import { Slot } from "../ui/Slot";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import { containerStatus } from "../ui/status";

const head = (
  <>
    <th scope="col">Container</th>
    <th scope="col">Slot</th>
    <th scope="col">State</th>
    <th scope="col" data-number>
      Traffic
    </th>
    <th scope="col">Release</th>
    <th scope="col">Address</th>
    <th scope="col">Started</th>
  </>
);

function Row({ container, total }: { container: Wire<"ContainerView">; total: number }) {
  return (
    <tr>
      <th scope="row" className="any">
        {container.name}
      </th>
      <td>
        <Slot slot={container.slot} />
      </td>
      <td>
        <StatusMark status={containerStatus(container.state)} plain />
      </td>
      <td data-number data-label="Traffic">
        {container.weight === null || total === 0 ? "–" : `${Math.round((100 * container.weight) / total)} %`}
      </td>
      <td data-label="Release">{container.release === null ? "–" : `v${container.release}`}</td>
      <td>
        <code>{container.address ?? ""}</code>
      </td>
      <td data-nowrap>{container.startedAt !== null && <Ago at={container.startedAt} />}</td>
    </tr>
  );
}

/** The containers of an app that there are right now. */
export function Containers({ app }: { app: string }) {
  return (
    <Loaded query={useQuery(status(app))}>
      {({ containers }) => {
        const total = containers.reduce((sum, container) => sum + (container.weight ?? 0), 0);
        return containers.length === 0 ? (
          <p className="card muted">None.</p>
        ) : (
          <Table label="Containers" cards head={head}>
            {containers.map((container) => (
              <Row key={container.id} container={container} total={total} />
            ))}
          </Table>
        );
      }}
    </Loaded>
  );
}
