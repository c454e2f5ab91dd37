import { useQuery } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { journal } from "../api/queries";
import { Empty, Loaded } from "../ui/Loaded";
import { Clock, When } from "../ui/Moment";
import { Table } from "../ui/Table";
import { plainText } from "../ui/plainText";
import { runStatus } from "../ui/status";
import { entryWord } from "./entryWords";
import type { RunTabProps } from "./tabs";

// A run may wait for days and look every half second.
const most = 500;

const head = (
  <>
    <th scope="col" data-number>
      No.
    </th>
    <th scope="col">At</th>
    <th scope="col">What</th>
    <th scope="col">Step</th>
    <th scope="col">More</th>
  </>
);

function Row({ entry }: { entry: Wire<"JournalEntryView"> }) {
  return (
    <tr>
      <td data-number className="muted">
        {entry.seq}
      </td>
      <td>
        <Clock at={entry.at} />
      </td>
      <th scope="row">{entryWord(entry.kind)}</th>
      <td>{entry.step}</td>
      <td className="any">
        {entry.state !== null && runStatus(entry.state).word} {entry.attempt !== null && entry.attempt > 1 && `attempt ${entry.attempt}`}{" "}
        {entry.text !== null && plainText(entry.text)} {entry.actor !== null && <span className="muted">by {entry.actor}</span>}
        {entry.until !== null && (
          <span className="muted">
            {" "}
            until <When at={entry.until} />
          </span>
        )}
      </td>
    </tr>
  );
}

/** All that has happened in a run, the newest first: what it would resume from. */
export function EventsTab({ run }: RunTabProps) {
  return (
    <Loaded query={useQuery(journal(run.id))} lines={8}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="Nothing has happened yet" />
        ) : (
          <>
            <Table label="Events" head={head}>
              {[...items]
                .reverse()
                .slice(0, most)
                .map((entry) => (
                  <Row key={entry.seq} entry={entry} />
                ))}
            </Table>
            {items.length > most && (
              <p className="muted">
                The newest {most} of {items.length}.
              </p>
            )}
          </>
        )
      }
    </Loaded>
  );
}
