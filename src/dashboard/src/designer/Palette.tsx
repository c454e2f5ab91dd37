import { useState, type KeyboardEvent } from "react";
import { Plus } from "lucide-react";
import type { Spot } from "./insertSteps";
import { KindIcon } from "./KindIcon";
import type { StepKind } from "./starter";
import style from "./Palette.module.css";

interface PaletteProps {
  kinds: readonly StepKind[];
  /** The ways a step can be put in now, the usual one first. */
  spots: readonly { title: string; spot: Spot }[];
  chosen: number;
  isLocked: boolean;
  onChoose: (index: number) => void;
  onAdd: (kind: StepKind, spot: Spot) => void;
}

/** The kinds of steps; what is typed finds them, Enter adds the first that is found. */
export function Palette({ kinds, spots, chosen, isLocked, onChoose, onAdd }: PaletteProps) {
  const [wanted, setWanted] = useState("");
  const words = wanted.trim().toLowerCase();
  const begins = (kind: StepKind) => kind.name.startsWith(words);
  const found = kinds.filter((kind) => `${kind.name} ${kind.title}`.toLowerCase().includes(words));
  const sorted = words === "" ? found : [...found.filter(begins), ...found.filter((kind) => !begins(kind))];
  const spot = (spots[chosen] ?? spots[0])?.spot ?? "end";
  const add = (kind: StepKind) => {
    setWanted("");
    onAdd(kind, spot);
  };
  const press = (event: KeyboardEvent) => {
    const [first] = sorted;
    if (event.key !== "Enter" || !first || isLocked || words === "") return;
    event.preventDefault();
    add(first);
  };
  return (
    <section className={style.palette} aria-label="Add a step">
      <h2>Add a step</h2>
      <input
        type="search"
        className={style.search}
        aria-label="Search kinds of steps; Enter adds the first"
        placeholder="Search  a"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        onKeyDown={press}
        data-palette
      />
      <select
        className={style.search}
        aria-label="Where it is put"
        value={Math.min(chosen, spots.length - 1)}
        onChange={(event) => onChoose(Number(event.target.value))}
      >
        {spots.map(({ title }, index) => (
          <option key={title} value={index}>
            {title}
          </option>
        ))}
      </select>
      <ul className={style.kinds} tabIndex={0} aria-label="Kinds of steps">
        {sorted.map((kind) => {
          return (
            <li key={kind.name}>
              <button type="button" disabled={isLocked} title={kind.title} onClick={() => add(kind)}>
                <KindIcon kind={kind.name} size={16} />
                <span>{kind.name}</span>
                <Plus className={style.plus} size={14} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
      {sorted.length === 0 && <p className="muted">No kind is called that.</p>}
    </section>
  );
}
