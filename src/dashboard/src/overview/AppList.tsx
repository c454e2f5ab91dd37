import { useEffect, useMemo, useRef, useState } from "react";
import type { Wire } from "../api/client";
import { AppCard } from "./AppCard";
import { NeedsYou } from "./NeedsYou";
import { useNeeds } from "./useNeeds";
import style from "./Overview.module.css";

// So many cards at first and with each look further down.
const step = 48;
const noRuns: readonly Wire<"RunMark">[] = [];

interface AppListProps {
  apps: readonly Wire<"AppView">[];
  recent: readonly Wire<"RecentRunsView">[];
  search: string;
}

/** The cards; of very many apps only as many as somebody has scrolled to. */
export function AppList({ apps, recent, search }: AppListProps) {
  const needs = useNeeds(apps);
  const [most, setMost] = useState(step);
  const end = useRef<HTMLDivElement>(null);
  const runs = useMemo(() => new Map(recent.map((one) => [one.app, one.runs])), [recent]);
  const found = apps.filter((app) => app.name.includes(search.trim().toLowerCase()));
  const hasMore = found.length > most;

  // Only the browser knows what has been scrolled into view.
  useEffect(() => {
    if (!end.current) return undefined;
    const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setMost((now) => now + step), {
      rootMargin: "600px",
    });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [hasMore]);

  return (
    <>
      {search === "" && <NeedsYou needs={needs} />}
      <section aria-labelledby="apps" className={style.section}>
        <h2 id="apps">
          Apps <span className={style.count}>{search === "" ? apps.length : `${found.length} of ${apps.length}`}</span>
        </h2>
        {found.length === 0 && <p className="muted">No app is called so.</p>}
        <ul className={style.cards}>
          {found.slice(0, most).map((app) => (
            <AppCard key={app.name} app={app} runs={runs.get(app.name) ?? noRuns} />
          ))}
        </ul>
        {hasMore && <div ref={end} />}
      </section>
    </>
  );
}
