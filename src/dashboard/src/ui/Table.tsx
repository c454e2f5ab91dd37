import type { ReactNode } from "react";
import style from "./Table.module.css";

interface TableProps {
  /** What the table is of, for those who do not see it. */
  label: string;
  head: ReactNode;
  /** On a narrow screen each row becomes a small card, whose cells say their `data-label`. */
  cards?: boolean;
  children: ReactNode;
}

/** A table in a card; it scrolls by itself when it is too wide. */
export function Table({ label, head, cards = false, children }: TableProps) {
  return (
    <div className={`card ${style.frame}`} role="group" aria-label={label} tabIndex={0}>
      <table className={`${style.table} ${cards ? style.cards : ""}`}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
