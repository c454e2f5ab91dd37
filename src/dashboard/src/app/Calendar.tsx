import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { freezes, windows } from "../api/queries";
import { Loaded } from "../ui/Loaded";
import { When } from "../ui/Moment";
import style from "./App.module.css";

/** The windows and freezes that hold for an app: its own, else those of all apps. */
export function Calendar({ app }: { app: string }) {
  const allWindows = useQuery(windows);
  const allFreezes = useQuery(freezes);
  return (
    <>
      <section className={style.part} aria-labelledby="windows">
        <h2 id="windows">Windows: when a deploy may begin</h2>
        <Loaded query={allWindows} lines={1}>
          {(list) => {
            const own = list.filter((window) => window.app === app);
            const holding = own.length > 0 ? own : list.filter((window) => window.app === null);
            return holding.length === 0 ? (
              <p className="card">At any time.</p>
            ) : (
              <ul className="card">
                {holding.map((window) => (
                  <li key={window.id}>
                    {window.days.join(", ")} {window.opens}–{window.closes} <span className="muted">{window.timeZone}</span>
                    {window.app === null && <span className="muted"> · all apps</span>}
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
      </section>
      <section className={style.part} aria-labelledby="freezes">
        <h2 id="freezes">Freezes: when none may</h2>
        <Loaded query={allFreezes} lines={1}>
          {(list) => {
            const holding = list.filter((freeze) => freeze.app === null || freeze.app === app);
            return holding.length === 0 ? (
              <p className="card">None.</p>
            ) : (
              <ul className="card">
                {holding.map((freeze) => (
                  <li key={freeze.id}>
                    <strong>{freeze.reason}</strong> <When at={freeze.from} /> to <When at={freeze.until} />{" "}
                    <span className="muted">
                      {freeze.createdBy}
                      {freeze.app === null && " · all apps"}
                    </span>
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
      </section>
      <p className={style.part}>
        <Link to="/calendar">All windows and freezes</Link>
      </p>
    </>
  );
}
