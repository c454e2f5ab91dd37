import { useState } from "react";
import { Outlet } from "react-router";
import { ConnectionBanner } from "./ConnectionBanner";
import { KeyboardHelp } from "./KeyboardHelp";
import { SideNav } from "./SideNav";
import { useEventFeed } from "./useEventFeed";
import { useHotkeys } from "./useHotkeys";
import style from "./Shell.module.css";

/** The frame around every page. */
export function Shell() {
  const [helps, setHelps] = useState(false);
  const connection = useEventFeed();
  useHotkeys(() => setHelps(true));
  return (
    <div className={style.shell}>
      <a className={style.skip} href="#main">
        Skip to the content
      </a>
      <SideNav connection={connection} onHelp={() => setHelps(true)} />
      <main id="main" className={style.main} tabIndex={-1}>
        <ConnectionBanner connection={connection} />
        <Outlet />
      </main>
      {helps && <KeyboardHelp onClose={() => setHelps(false)} />}
    </div>
  );
}
