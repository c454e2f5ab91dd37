import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { apps, recentRuns, whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { Page } from "../app-shell/Page";
import { Button } from "../ui/Button";
import { Loaded } from "../ui/Loaded";
import { AppList } from "./AppList";
import { CreateAppDialog } from "./CreateAppDialog";
import { FirstUse } from "./FirstUse";
import style from "./Overview.module.css";

/** All apps, and what needs a person. */
export function OverviewPage() {
  const [creates, setCreates] = useState(false);
  const [search, setSearch] = useState("");
  const list = useQuery(apps);
  const recent = useQuery(recentRuns).data ?? [];
  const mayCreate = may(useQuery(whoAmI).data, "admin");
  const create = (
    <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setCreates(true)}>
      New app
    </Button>
  );
  return (
    <Page
      title="Overview"
      actions={
        <>
          {(list.data?.length ?? 0) > 0 && (
            <input
              type="search"
              className={style.search}
              placeholder="Search apps  /"
              aria-label="Search apps"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          )}
          {mayCreate && create}
        </>
      }
    >
      <Loaded query={list} lines={6}>
        {(found) =>
          found.length === 0 ? (
            <FirstUse mayCreate={mayCreate} onCreate={() => setCreates(true)} />
          ) : (
            <AppList apps={found} recent={recent} search={search} />
          )
        }
      </Loaded>
      {creates && <CreateAppDialog onClose={() => setCreates(false)} />}
    </Page>
  );
}
