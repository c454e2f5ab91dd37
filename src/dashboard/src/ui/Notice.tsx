import type { ReactNode } from "react";
import { CircleCheck, Clock, Info, TriangleAlert } from "lucide-react";
import { errorText } from "../api/problem";
import style from "./Notice.module.css";

const icons = { info: Info, wait: Clock, fail: TriangleAlert, ok: CircleCheck };

/** Something to be read before going on. */
export function Notice({ tone = "info", children }: { tone?: keyof typeof icons; children: ReactNode }) {
  const Icon = icons[tone];
  return (
    <div className={`${style.notice} ${style[tone]}`} role={tone === "fail" ? "alert" : "status"}>
      <Icon size={16} aria-hidden />
      <div>{children}</div>
    </div>
  );
}

/** What was wrong with something that was asked for, and what to do; nothing while all is well. */
export function Problem({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const { message, hint } = errorText(error);
  return (
    <Notice tone="fail">
      <strong>{message}.</strong> {hint}
    </Notice>
  );
}
