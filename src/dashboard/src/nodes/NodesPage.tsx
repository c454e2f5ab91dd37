import { useQuery } from "@tanstack/react-query";
import { doctor, nodes } from "../api/queries";
import { Page } from "../app-shell/Page";
import { Loaded } from "../ui/Loaded";
import { Ago } from "../ui/Moment";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import { bytesText } from "../ui/durations";
import type { Status } from "../ui/status";
import { Cleaning } from "./Cleaning";
import style from "./Nodes.module.css";

const levels: Record<string, Status> = {
  ok: { tone: "ok", word: "fine", icon: "check" },
  warning: { tone: "wait", word: "warning", icon: "warning" },
  failed: { tone: "fail", word: "broken", icon: "cross" },
};

const nodeHead = (
  <>
    <th scope="col">Server</th>
    <th scope="col">State</th>
    <th scope="col">Version</th>
    <th scope="col">Docker</th>
    <th scope="col">Disk</th>
    <th scope="col" data-number>
      Runs
    </th>
    <th scope="col">Seen</th>
  </>
);

function Disk({ free, total }: { free: number; total: number }) {
  return (
    <>
      {bytesText(free)} free <span className="muted">of {bytesText(total)}</span>
      <meter className={style.disk} aria-label="Disk in use" min={0} max={total} high={total * 0.85} optimum={0} value={total - free} />
    </>
  );
}

/** The servers, what is wrong with the installation, and what cleaning would free. */
export function NodesPage() {
  const list = useQuery(nodes);
  const findings = useQuery(doctor);
  return (
    <Page title="Nodes">
      <Loaded query={list}>
        {(found) => (
          <Table label="Servers" head={nodeHead} cards>
            {found.map((node) => (
              <tr key={node.name}>
                <th scope="row" className="any">
                  {node.name} <span className="muted">{node.host === node.name ? "" : node.host}</span>
                </th>
                <td>
                  <StatusMark
                    status={node.isAlive ? { tone: "ok", word: "alive", icon: "check" } : { tone: "fail", word: "silent", icon: "warning" }}
                    plain
                  />
                </td>
                <td data-label="version">{node.version}</td>
                <td data-label="Docker">{node.engine ?? "does not answer"}</td>
                <td>
                  <Disk free={node.diskFreeBytes} total={node.diskTotalBytes} />
                </td>
                <td data-number data-label="runs">
                  {node.runs}
                </td>
                <td data-nowrap>
                  <Ago at={node.seenAt} />
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
      <section className={style.part} aria-labelledby="doctor">
        <h2 id="doctor">Doctor</h2>
        <Loaded query={findings} lines={5}>
          {(found) => (
            <ul className={`card ${style.findings}`}>
              {found.map((finding) => (
                <li key={finding.part + finding.message}>
                  <StatusMark status={levels[finding.level] ?? { tone: "off", word: finding.level, icon: "dot" }} plain />
                  <strong>{finding.part}</strong>
                  <p className="any">
                    {finding.message} {finding.fix !== null && <span className="muted">{finding.fix}</span>}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </section>
      <Cleaning />
    </Page>
  );
}
