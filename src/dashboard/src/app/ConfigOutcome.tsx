import { Link } from "react-router";
import type { Wire } from "../api/client";
import { Notice } from "../ui/Notice";
import style from "./App.module.css";

/** What a change of the variables has changed, and how it gets to what serves. */
export function ConfigOutcome({ change }: { change: Wire<"ConfigChangeView"> }) {
  const parts = [
    change.set.length > 0 && `set ${change.set.join(", ")}`,
    change.unset.length > 0 && `unset ${change.unset.join(", ")}`,
    change.settings.length > 0 && `setting ${change.settings.map((setting) => setting.name).join(", ")}`,
  ].filter((part) => part !== false);
  return (
    <div className={style.bar}>
      <Notice tone="ok">
        {parts.length === 0 ? "Everything was so already." : `Done: ${parts.join("; ")}.`}{" "}
        {change.run && (
          <>
            <Link to={`/runs/${change.run.id}`}>Run {change.run.id}</Link> brings it to what serves.
          </>
        )}
      </Notice>
    </div>
  );
}
