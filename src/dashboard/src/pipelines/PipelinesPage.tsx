import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Wire } from "../api/client";
import { whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { Page } from "../app-shell/Page";
import { Button } from "../ui/Button";
import { Empty, Loaded } from "../ui/Loaded";
import { NewPipelineDialog } from "./NewPipelineDialog";
import { isBuiltIn } from "./origin";
import { PipelineTable } from "./PipelineTable";
import { pipelines as pipelinesQuery, pipelineUses } from "./pipelineQueries";
import style from "./Pipelines.module.css";

function Parts({ list, mayPublish }: { list: readonly Wire<"PipelineView">[]; mayPublish: boolean }) {
  const uses = useQuery(pipelineUses).data ?? [];
  const own = list.filter((pipeline) => !isBuiltIn(pipeline));
  return (
    <>
      <section className={style.part} aria-labelledby="own">
        <h2 id="own">Your own</h2>
        {own.length === 0 ? (
          <Empty title="There is none yet">
            <p>
              {mayPublish
                ? "Copy a built-in one and change what it does, e.g. ask somebody before the switch."
                : "An administrator can make one."}
            </p>
          </Empty>
        ) : (
          <PipelineTable label="Your own pipelines" pipelines={own} uses={uses} isOwn mayPublish={mayPublish} />
        )}
      </section>
      <section className={style.part} aria-labelledby="builtIn">
        <h2 id="builtIn">Built in</h2>
        <PipelineTable
          label="Built-in pipelines"
          pipelines={list.filter((pipeline) => isBuiltIn(pipeline))}
          uses={uses}
          isOwn={false}
          mayPublish={mayPublish}
        />
      </section>
    </>
  );
}

/** All pipelines: what deploys can do, and for which apps they do it. */
export function PipelinesPage() {
  const query = useQuery(pipelinesQuery);
  const mayPublish = may(useQuery(whoAmI).data, "admin");
  const [makes, setMakes] = useState(false);
  return (
    <Page
      title="Pipelines"
      actions={
        mayPublish && (
          <Button look="primary" icon={<Plus size={16} aria-hidden />} disabled={!query.data} onClick={() => setMakes(true)}>
            New pipeline
          </Button>
        )
      }
    >
      <Loaded query={query} lines={8}>
        {(list) => (
          <>
            <Parts list={list} mayPublish={mayPublish} />
            {makes && <NewPipelineDialog pipelines={list} onClose={() => setMakes(false)} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
