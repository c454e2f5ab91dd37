import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Keyboard, LayoutGrid, ScrollText, Server, SlidersHorizontal, Users, Workflow } from "lucide-react";
import { Link, NavLink } from "react-router";
import type { Connection } from "../api/liveSource";
import { whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { Button } from "../ui/Button";
import { Logo } from "./Logo";
import { SignOut } from "./SignOut";
import { ThemeToggle } from "./ThemeToggle";
import style from "./SideNav.module.css";

const words: Record<Connection, string> = { open: "Live", connecting: "Connecting", lost: "Not connected" };

/** Where one can go, who one is, and whether what is shown is live. */
export function SideNav({ connection, onHelp }: { connection: Connection; onHelp: () => void }) {
  const who = useQuery(whoAmI).data;
  return (
    <header className={style.side}>
      <Link className={style.brand} to="/">
        <Logo />
        PipelineDeploy
      </Link>
      <nav aria-label="Pages" className={style.pages}>
        <NavLink to="/" end>
          <LayoutGrid size={16} aria-hidden />
          Overview
        </NavLink>
        <NavLink to="/pipelines">
          <Workflow size={16} aria-hidden />
          Pipelines
        </NavLink>
        <NavLink to="/calendar">
          <CalendarClock size={16} aria-hidden />
          Calendar
        </NavLink>
        {may(who, "admin") && (
          <>
            <NavLink to="/nodes">
              <Server size={16} aria-hidden />
              Nodes
            </NavLink>
            <NavLink to="/people">
              <Users size={16} aria-hidden />
              People
            </NavLink>
            <NavLink to="/settings">
              <SlidersHorizontal size={16} aria-hidden />
              Settings
            </NavLink>
            <NavLink to="/audit">
              <ScrollText size={16} aria-hidden />
              Audit
            </NavLink>
          </>
        )}
      </nav>
      <div className={style.foot}>
        <span className={style.live} role="status">
          <span className={style.pulse} data-state={connection} aria-hidden />
          {words[connection]}
        </span>
        <Button look="quiet" small icon={<Keyboard size={16} aria-hidden />} aria-label="Keys" onClick={onHelp} />
        <ThemeToggle />
        {who && <SignOut name={who.name} role={who.role} />}
      </div>
    </header>
  );
}
