import { Link } from "react-router";
import { CopyBlock } from "../ui/CopyBlock";
import { Empty } from "../ui/Loaded";
import type { AppTabProps } from "./tabs";
import style from "./App.module.css";

/** The three ways to send code, with this app's own values. */
export function FirstDeploy({ app }: AppTabProps) {
  const { latestRun } = app;
  return (
    <Empty title="Nothing was deployed yet">
      {latestRun && (
        <p>
          <Link to={`/runs/${latestRun.id}`}>Run {latestRun.id}</Link>{" "}
          {latestRun.finishedAt === null ? "is on its way." : "made no release."}
        </p>
      )}
      <ol className={style.ways}>
        <li>
          <h3>From a folder with a Dockerfile</h3>
          <CopyBlock label="Deploy a folder" text={`pdeploy deploy . -a ${app.name}`} />
        </li>
        <li>
          <h3>By git push</h3>
          <CopyBlock label="Deploy by git push" text={`git remote add deploy ${location.origin}/${app.name}.git\ngit push deploy main`} />
        </li>
        <li>
          <h3>By a git host&apos;s webhook</h3>
          <p>
            Each push to the host deploys. <Link to={`/apps/${app.name}/webhooks`}>Set it up</Link>
          </p>
        </li>
      </ol>
    </Empty>
  );
}
