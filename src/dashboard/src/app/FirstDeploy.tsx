import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { whoAmI } from "../api/queries";
import { CopyBlock } from "../ui/CopyBlock";
import { Empty } from "../ui/Loaded";
import { DeployToken } from "./DeployToken";
import { WebhookWay } from "./WebhookWay";
import { deployCommands, pushCommands, sampleApp } from "./firstDeploy";
import type { AppTabProps } from "./tabs";
import { useRights } from "./useRights";
import style from "./App.module.css";

/** The three ways to send code, with this server's and this app's own values. */
export function FirstDeploy({ app: { name, latestRun } }: AppTabProps) {
  const who = useQuery(whoAmI).data;
  const { mayDeploy, mayAdminister } = useRights(name);
  return (
    <Empty title="Nothing was deployed yet">
      {latestRun?.isFinished === true && (
        <p>
          <Link to={`/runs/${latestRun.id}`}>Run {latestRun.id}</Link> made no release.
        </p>
      )}
      {!mayDeploy ? (
        <p>As soon as somebody who may deploys it, its run is shown here.</p>
      ) : (
        <>
          <p>Send its code in one of three ways; it needs a Dockerfile. Its run is shown here as soon as it begins.</p>
          {who && <DeployToken app={name} who={who} />}
          <ol className={style.ways}>
            <li>
              <h2>By git push</h2>
              <CopyBlock label="Deploy by git push" text={pushCommands(location.origin, name)} />
              <p className="muted">Git asks for a user name, which may be anything, and for a password: the token.</p>
            </li>
            <li>
              <h2>From a folder, by pdeploy</h2>
              <CopyBlock label="Deploy a folder" text={deployCommands(location.origin, name)} />
              <p className="muted">The first line asks for the token and remembers it.</p>
            </li>
            <li>
              <h2>By a git host&apos;s webhook</h2>
              <WebhookWay app={name} mayCreate={mayAdminister} />
            </li>
          </ol>
          <details className={style.sample}>
            <summary>No app at hand? This makes one that says hello.</summary>
            <CopyBlock label="Make a small app" text={sampleApp} />
          </details>
        </>
      )}
    </Empty>
  );
}
