import { useState } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { releases } from "../api/queries";
import { Loaded } from "../ui/Loaded";
import { More } from "../ui/More";
import { Table } from "../ui/Table";
import { Containers } from "./Containers";
import { FirstDeploy } from "./FirstDeploy";
import { Processes } from "./Processes";
import { PromoteDialog } from "./PromoteDialog";
import { ReleaseRow } from "./ReleaseRow";
import { RollbackDialog } from "./RollbackDialog";
import type { AppTabProps } from "./tabs";
import { usePromotionTargets } from "./usePromotionTargets";
import { useRights } from "./useRights";
import style from "./App.module.css";

const head = (
  <>
    <th scope="col">Release</th>
    <th scope="col">Made</th>
    <th scope="col">By</th>
    <th scope="col">From</th>
    <th scope="col">Served</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

/** What can serve: the releases, with the ways back and on; and the containers that there are. */
export function ReleasesTab({ app }: AppTabProps) {
  const query = useInfiniteQuery(releases(app.name));
  const rights = useRights(app.name);
  const targets = usePromotionTargets(app.name);
  const [back, setBack] = useState<Wire<"ReleaseView">>();
  const [promoted, setPromoted] = useState<Wire<"ReleaseView">>();
  return (
    <>
      <Loaded query={query} lines={5}>
        {({ pages }) =>
          pages[0]?.items.length === 0 ? (
            <FirstDeploy app={app} />
          ) : (
            <>
              <Table label="Releases" cards head={head}>
                {pages
                  .flatMap((page) => page.items)
                  .map((release) => (
                    <ReleaseRow
                      key={release.number}
                      release={release}
                      onBack={rights.mayDeploy && app.servingRelease !== null ? () => setBack(release) : undefined}
                      onPromote={targets.length > 0 ? () => setPromoted(release) : undefined}
                    />
                  ))}
              </Table>
              <More query={query} what="releases" />
            </>
          )
        }
      </Loaded>
      <section className={style.part} aria-labelledby="containers">
        <h2 id="containers">Containers</h2>
        <Containers app={app.name} />
      </section>
      {app.servingRelease !== null && <Processes app={app.name} />}
      {back && <RollbackDialog app={app.name} release={back.number} onClose={() => setBack(undefined)} />}
      {promoted && <PromoteDialog release={promoted} onClose={() => setPromoted(undefined)} />}
    </>
  );
}
