import type { Wire } from "../api/client";
import { Table } from "../ui/Table";

const head = (
  <>
    <th scope="col">Input</th>
    <th scope="col">Type</th>
    <th scope="col">When it is not given</th>
    <th scope="col">What it means</th>
  </>
);

/** What a run of a pipeline may be given; nothing when that is nothing. */
export function InputList({ inputs }: { inputs: readonly Wire<"PipelineInputView">[] }) {
  if (inputs.length === 0) return null;
  return (
    <Table label="Inputs" cards head={head}>
      {inputs.map((input) => (
        <tr key={input.name}>
          <th scope="row">
            <code>{input.name}</code>
          </th>
          <td data-label="type">{input.type}</td>
          <td data-label="else">{input.isRequired ? "a run is refused" : (input.default ?? <span className="muted">nothing</span>)}</td>
          <td className="any">{input.description}</td>
        </tr>
      ))}
    </Table>
  );
}
