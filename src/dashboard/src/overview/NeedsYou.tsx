import { Link } from "react-router";
import { StatusMark } from "../ui/StatusMark";
import { plainText } from "../ui/plainText";
import type { Need } from "./needs";
import style from "./Overview.module.css";

const most = 12;

/** What waits for a person. */
export function NeedsYou({ needs }: { needs: readonly Need[] }) {
  if (needs.length === 0) return null;
  return (
    <section aria-labelledby="needs" className={style.section}>
      <h2 id="needs">Needs you</h2>
      <ul className={`card ${style.needs}`}>
        {needs.slice(0, most).map((need) => (
          <li key={need.key} className={style.need}>
            <StatusMark status={need.status} />
            <p className="any">
              <strong>{need.subject}</strong> {plainText(need.text)}
              {need.hint !== undefined && <span className="muted"> {need.hint}</span>}
            </p>
            {need.to !== undefined && (
              <Link className={style.look} to={need.to}>
                {need.approval ? "Look and answer" : "Look"}
                <span className="sr"> at {need.subject}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
      {needs.length > most && <p className="muted">And {needs.length - most} more.</p>}
    </section>
  );
}
