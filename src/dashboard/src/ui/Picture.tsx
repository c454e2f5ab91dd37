import { useId, useState, type ReactNode } from "react";
import { ChartArea, Table2 } from "lucide-react";
import { Button } from "./Button";
import style from "./Picture.module.css";

interface PictureProps {
  title: string;
  /** What it says in a few words. */
  note?: ReactNode;
  /** The same as a table. */
  table: ReactNode;
  children: ReactNode;
}

/** A picture in a card, and behind it a table that says the same. */
export function Picture({ title, note, table, children }: PictureProps) {
  const id = useId();
  const [isTable, setIsTable] = useState(false);
  return (
    <section className="card" aria-labelledby={id}>
      <div className={style.head}>
        <h2 id={id}>{title}</h2>
        {note}
        <Button
          small
          look="quiet"
          icon={isTable ? <ChartArea size={14} aria-hidden /> : <Table2 size={14} aria-hidden />}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? "Picture" : "Table"}
          <span className="sr"> of {title.toLowerCase()}</span>
        </Button>
      </div>
      {isTable ? table : children}
    </section>
  );
}
