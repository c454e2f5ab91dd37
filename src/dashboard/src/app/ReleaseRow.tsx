import { Link } from "react-router";
import type { Wire } from "../api/client";
import { Button } from "../ui/Button";
import { Ago } from "../ui/Moment";
import { StatusMark } from "../ui/StatusMark";

function Served({ release }: { release: Wire<"ReleaseView"> }) {
  if (release.serves) return <StatusMark status={{ tone: "ok", word: "serves now", icon: "check" }} />;
  if (!release.served) return <span className="muted">never</span>;
  return (
    <span className="muted">
      until <Ago at={release.served.until ?? release.served.since} />
    </span>
  );
}

function From({ release }: { release: Wire<"ReleaseView"> }) {
  if (release.from)
    return (
      <>
        v{release.from.release} of <Link to={`/apps/${release.from.app}`}>{release.from.app}</Link>
      </>
    );
  if (release.commit !== null) return <code title={release.commit}>{release.commit.slice(0, 7)}</code>;
  return <code title={release.image}>{release.image.replace(/^sha256:/, "").slice(0, 12)}</code>;
}

interface ReleaseRowProps {
  release: Wire<"ReleaseView">;
  onBack: (() => void) | undefined;
  onPromote: (() => void) | undefined;
}

/** A release, and what can be done with it. */
export function ReleaseRow({ release, onBack, onPromote }: ReleaseRowProps) {
  return (
    <tr>
      <th scope="row">v{release.number}</th>
      <td data-nowrap>
        <Ago at={release.createdAt} />
      </td>
      <td>
        {release.actor ?? "–"}
        {release.run !== null && (
          <>
            {" "}
            in <Link to={`/runs/${release.run}`}>run {release.run}</Link>
          </>
        )}
      </td>
      <td>
        <From release={release} />
      </td>
      <td data-nowrap>
        <Served release={release} />
      </td>
      <td data-actions>
        {release.hasImage ? (
          <>
            {!release.serves && onBack && (
              <Button small onClick={onBack}>
                Roll back<span className="sr"> to v{release.number}</span>
              </Button>
            )}{" "}
            {onPromote && (
              <Button small onClick={onPromote}>
                Promote<span className="sr"> v{release.number}</span>
              </Button>
            )}
          </>
        ) : (
          <span className="muted">image gone</span>
        )}
      </td>
    </tr>
  );
}
