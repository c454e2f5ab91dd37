import style from "./Slot.module.css";

/** The slot of a container: the only thing that blue and green are used for. */
export function Slot({ slot }: { slot: string }) {
  return (
    <span className={style.slot}>
      <span className={`${style.dot} ${slot === "blue" ? style.blue : slot === "green" ? style.green : ""}`} data-slot={slot} aria-hidden />
      {slot}
    </span>
  );
}
