import { Fragment } from "react";
import { Link } from "react-router";

/** The apps that a pipeline deploys; of many the first, and how many more. */
export function AppLinks({ apps, most = 4 }: { apps: readonly string[]; most?: number }) {
  if (apps.length === 0) return <span className="muted">no app</span>;
  return (
    <span className="any">
      {apps.slice(0, most).map((app, index) => (
        <Fragment key={app}>
          {index > 0 && ", "}
          <Link to={`/apps/${app}/pipeline`}>{app}</Link>
        </Fragment>
      ))}
      {apps.length > most && <span className="muted"> and {apps.length - most} more</span>}
    </span>
  );
}
