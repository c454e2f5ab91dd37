import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { ApiError } from "../api/problem";
import { app as appQuery, status as statusQuery } from "../api/queries";
import { NotFoundPage } from "../app-shell/NotFoundPage";
import { Page } from "../app-shell/Page";
import { Loaded } from "../ui/Loaded";
import { Ago } from "../ui/Moment";
import { Notice } from "../ui/Notice";
import { StatusMark } from "../ui/StatusMark";
import { Tabs } from "../ui/Tabs";
import { plainText } from "../ui/plainText";
import { servingStatus } from "../ui/status";
import { AppActions } from "./AppActions";
import { CurrentRun } from "./CurrentRun";
import { Maintenance } from "./Maintenance";
import { tabs } from "./tabs";
import style from "./App.module.css";

/** One app: what serves, and everything that belongs to it, a tab each. */
export function AppPage() {
  const { app: name = "", tab = "" } = useParams();
  const query = useQuery(appQuery(name));
  const drift = useQuery(statusQuery(name)).data?.drift ?? [];
  const shown = tabs.find((one) => one.path === tab);
  if (!shown || (query.error instanceof ApiError && query.error.status === 404)) return <NotFoundPage />;
  const app = query.data;
  return (
    <Page
      title={name}
      tab={shown.path === "" ? name : `${shown.title} · ${name}`}
      crumbs={[{ title: "Apps", to: "/" }]}
      actions={app && <AppActions app={app} />}
      marks={
        app && (
          <>
            <StatusMark status={servingStatus(app.servingRelease)} />
            {app.servingSince !== null && (
              <span className="muted">
                since <Ago at={app.servingSince} />
              </span>
            )}
          </>
        )
      }
    >
      {app && (
        <ul className={style.addresses}>
          {app.urls.map((url) => (
            <li key={url}>
              <a href={url} rel="noreferrer">
                {url}
              </a>
            </li>
          ))}
        </ul>
      )}
      <div className={style.notices}>
        {app && <CurrentRun run={app.latestRun} />}
        {app?.maintenance && <Maintenance app={name} maintenance={app.maintenance} />}
        {drift.map((one) => (
          <Notice key={one.code + one.message} tone="fail">
            <strong>{plainText(one.message)}.</strong> {plainText(one.hint ?? "")}
          </Notice>
        ))}
      </div>
      <Tabs label="App parts" base={`/apps/${name}`} tabs={tabs} />
      <Loaded query={query}>{(found) => <shown.Content key={name} app={found} />}</Loaded>
    </Page>
  );
}
