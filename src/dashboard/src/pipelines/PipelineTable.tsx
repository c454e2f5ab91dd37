import { Link } from "react-router";
import type { Wire } from "../api/client";
import { Ago } from "../ui/Moment";
import { Table } from "../ui/Table";
import { AppLinks } from "./AppLinks";
import { authorText } from "./origin";
import style from "./Pipelines.module.css";

const head = (
  <>
    <th scope="col">Pipeline</th>
    <th scope="col">Version</th>
    <th scope="col">Published</th>
    <th scope="col">By</th>
    <th scope="col">Deploys</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

interface PipelineTableProps {
  label: string;
  pipelines: readonly Wire<"PipelineView">[];
  uses: readonly Wire<"PipelineUse">[];
  /** Whether one's own pipelines are these: they are edited, the others are copied. */
  isOwn: boolean;
  mayPublish: boolean;
}

/** Pipelines, each with what it is for and whom it deploys. */
export function PipelineTable({ label, pipelines, uses, isOwn, mayPublish }: PipelineTableProps) {
  return (
    <Table label={label} cards head={head}>
      {pipelines.map((pipeline) => (
        <tr key={pipeline.name}>
          <th scope="row">
            <Link to={`/pipelines/${pipeline.name}`}>{pipeline.name}</Link>
            {pipeline.description !== null && <p className={style.about}>{pipeline.description}</p>}
          </th>
          <td data-nowrap>v{pipeline.version}</td>
          <td data-nowrap>
            <Ago at={pipeline.publishedAt} />
          </td>
          <td data-label="by">{authorText(pipeline)}</td>
          <td data-label="deploys">
            <AppLinks apps={uses.find((use) => use.pipeline === pipeline.name)?.apps ?? []} />
          </td>
          <td data-actions>
            {mayPublish && (
              <Link to={isOwn ? `/pipelines/${pipeline.name}/edit` : `/pipelines/new?from=${pipeline.name}`}>
                {isOwn ? "Edit" : "Make a copy"}
                <span className="sr"> {isOwn ? pipeline.name : `of ${pipeline.name}`}</span>
              </Link>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}
