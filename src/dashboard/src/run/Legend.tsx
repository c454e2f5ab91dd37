import style from "./Timeline.module.css";

const kinds = [
  ["work", "working"],
  ["wait", "waiting"],
  ["failed", "a failed try"],
  ["undo", "undone"],
] as const;

export function Legend() {
  return (
    <ul className={style.legend} aria-label="What the bars mean">
      {kinds.map(([kind, word]) => (
        <li key={kind}>
          <span className={`${style.sample} ${style[kind]}`} aria-hidden />
          {word}
        </li>
      ))}
    </ul>
  );
}
