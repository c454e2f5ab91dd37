import { useEffect, useState } from "react";
import type { Connection } from "../api/liveSource";
import { Notice } from "../ui/Notice";
import style from "./Shell.module.css";

const patience = 2500;

/** Says so when what is shown may be old. A short break is none: streams are renewed now and then. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const [isLong, setIsLong] = useState(false);

  // A timer, because nothing happens at the moment when patience ends.
  useEffect(() => {
    if (connection === "open") return undefined;
    const timer = setTimeout(() => setIsLong(true), patience);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [connection]);

  if (connection === "open" || !isLong) return null;
  return (
    <div className={style.banner}>
      <Notice tone="wait">
        <strong>The connection to the server is lost.</strong> What you see may be old; it goes on by itself. Apps and runs do not depend on
        this page.
      </Notice>
    </div>
  );
}
