import type { Wire } from "../api/client";
import { durationText } from "../ui/durations";
import { Clock } from "../ui/Moment";
import { Table } from "../ui/Table";
import { stepStatus } from "../ui/status";
import type { Piece, PieceKind } from "./gantt";

const head = (
  <>
    <th scope="col">Step</th>
    <th scope="col">Is</th>
    <th scope="col">Began</th>
    <th scope="col" data-number>
      Worked
    </th>
    <th scope="col" data-number>
      Waited
    </th>
    <th scope="col" data-number>
      Undoing took
    </th>
    <th scope="col" data-number>
      Attempts
    </th>
  </>
);

const sum = (pieces: readonly Piece[], kinds: readonly PieceKind[]) => {
  const found = pieces.filter((piece) => kinds.includes(piece.kind));
  return found.length === 0 ? "–" : durationText(found.reduce((all, piece) => all + piece.to - piece.from, 0));
};

interface TimelineTableProps {
  steps: readonly Wire<"StepView">[];
  pieces: ReadonlyMap<string, readonly Piece[]>;
}

/** What the timeline draws, in words. */
export function TimelineTable({ steps, pieces }: TimelineTableProps) {
  return (
    <Table label="Timeline" head={head}>
      {steps.map((step) => {
        const own = pieces.get(step.id) ?? [];
        return (
          <tr key={step.id}>
            <th scope="row">{step.id}</th>
            <td data-nowrap>{stepStatus(step.state).word}</td>
            <td>{step.startedAt === null ? "–" : <Clock at={step.startedAt} />}</td>
            <td data-number>{sum(own, ["work", "failed"])}</td>
            <td data-number>{sum(own, ["wait"])}</td>
            <td data-number>{sum(own, ["undo"])}</td>
            <td data-number>{step.attempt === 0 ? "–" : step.attempt}</td>
          </tr>
        );
      })}
    </Table>
  );
}
