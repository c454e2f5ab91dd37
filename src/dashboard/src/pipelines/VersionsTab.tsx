import { useState } from "react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Wire } from "../api/client";
import { whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { Button } from "../ui/Button";
import { Loaded } from "../ui/Loaded";
import { When } from "../ui/Moment";
import { More } from "../ui/More";
import { Table } from "../ui/Table";
import { Compare } from "./Compare";
import { authorText, isBuiltIn } from "./origin";
import { pipelineVersions } from "./pipelineQueries";
import type { PipelineTabProps } from "./pipelineTabs";
import { RestoreDialog } from "./RestoreDialog";

const head = (
  <>
    <th scope="col">Version</th>
    <th scope="col">Published</th>
    <th scope="col">By</th>
    <th scope="col">Why</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

interface RowProps {
  version: Wire<"PipelineView">;
  isNewest: boolean;
  onRestore: (() => void) | undefined;
}

function Row({ version, isNewest, onRestore }: RowProps) {
  return (
    <tr>
      <th scope="row" data-nowrap>
        <Link to={isNewest ? `/pipelines/${version.name}` : `/pipelines/${version.name}?version=${version.version}`}>
          v{version.version}
          <span className="sr"> of {version.name}</span>
        </Link>
        {isNewest && <span className="muted"> the newest</span>}
      </th>
      <td>
        <When at={version.publishedAt} />
      </td>
      <td data-label="by">{authorText(version)}</td>
      <td className="any">{version.note}</td>
      <td data-actions>
        {onRestore && (
          <Button small onClick={onRestore}>
            Restore<span className="sr"> version {version.version}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Every version there was: each can be opened, compared and restored. None ever changes. */
export function VersionsTab({ newest }: PipelineTabProps) {
  const query = useInfiniteQuery(pipelineVersions(newest.name));
  const mayRestore = may(useQuery(whoAmI).data, "admin") && !isBuiltIn(newest);
  const [restored, setRestored] = useState<number>();
  return (
    <>
      <Loaded query={query} lines={5}>
        {({ pages }) => (
          <>
            <Table label="Versions" cards head={head}>
              {pages
                .flatMap((page) => page.items)
                .map((version) => (
                  <Row
                    key={version.version}
                    version={version}
                    isNewest={version.version === newest.version}
                    onRestore={mayRestore && version.version !== newest.version ? () => setRestored(version.version) : undefined}
                  />
                ))}
            </Table>
            <More query={query} what="versions" />
          </>
        )}
      </Loaded>
      {newest.version > 1 && <Compare name={newest.name} newest={newest.version} />}
      {restored !== undefined && <RestoreDialog newest={newest} version={restored} onClose={() => setRestored(undefined)} />}
    </>
  );
}
