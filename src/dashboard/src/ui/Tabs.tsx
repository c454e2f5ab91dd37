import { NavLink } from "react-router";
import style from "./Tabs.module.css";

export interface Tab {
  /** The last part of its address; empty for the first one. */
  path: string;
  title: string;
  count?: number;
}

interface TabsProps {
  label: string;
  base: string;
  tabs: readonly Tab[];
  /** What each of their addresses ends with, e.g. `?version=3`. */
  search?: string;
}

/** Parts of a page, each with an address of its own. */
export function Tabs({ label, base, tabs, search = "" }: TabsProps) {
  return (
    <nav className={style.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.path} to={`${tab.path === "" ? base : `${base}/${tab.path}`}${search}`} end className={style.tab} replace>
          {tab.title}
          {tab.count !== undefined && <span className={style.count}>{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}
