import style from "./App.module.css";

/** What would be different, one a line. */
export function Changes({ changes }: { changes: readonly (string | false)[] }) {
  const found = changes.filter((change) => change !== false);
  if (found.length === 0) return <p>Nothing would be different but the release itself.</p>;
  return (
    <ul className={style.changes}>
      {found.map((change) => (
        <li key={change}>{change}</li>
      ))}
    </ul>
  );
}
