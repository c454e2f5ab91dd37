import { memo } from "react";
import { ansiParts } from "./ansi";
import style from "./Log.module.css";

/** A line as a terminal would show it: colours only. */
export const LogLine = memo(function LogLine({ text }: { text: string }) {
  return (
    <div className={style.text}>
      {ansiParts(text).map((part, index) => (
        <span key={index} className={part.classes.map((name) => style[name]).join(" ") || undefined}>
          {part.text}
        </span>
      ))}
      {"\n"}
    </div>
  );
});
