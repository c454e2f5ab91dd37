import { Ban, Check, ChevronsRight, Clock, Dot, Hand, LoaderCircle, TriangleAlert, Undo2, X } from "lucide-react";
import type { Status } from "./status";
import style from "./StatusMark.module.css";

const icons = {
  check: Check,
  working: LoaderCircle,
  clock: Clock,
  cross: X,
  back: Undo2,
  stop: Ban,
  skip: ChevronsRight,
  warning: TriangleAlert,
  dot: Dot,
  hand: Hand,
};

/** A state as word, icon and colour; the word alone says it all. */
export function StatusMark({ status, plain = false }: { status: Status; plain?: boolean }) {
  const Icon = icons[status.icon];
  return (
    <span className={`${style.mark} ${style[status.tone]} ${plain ? style.plain : ""}`}>
      <Icon size={14} strokeWidth={2.25} className={status.icon === "working" ? style.turning : undefined} aria-hidden />
      {status.word}
    </span>
  );
}
