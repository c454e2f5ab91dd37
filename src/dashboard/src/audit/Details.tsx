import { plainText } from "../ui/plainText";
import { detailsOf, type Detail } from "./changes";
import style from "./Audit.module.css";

const few = 3;

function Value({ detail: { before, after } }: { detail: Detail }) {
  if (before === undefined) return <dd>{plainText(after ?? "")}</dd>;
  return (
    <dd>
      <del>{plainText(before)}</del> <span aria-hidden>→</span> {after === undefined ? <em>nothing</em> : <ins>{plainText(after)}</ins>}
    </dd>
  );
}

function List({ details }: { details: readonly Detail[] }) {
  return (
    <dl className={style.details}>
      {details.map((detail) => (
        <div key={detail.name}>
          <dt>{detail.name}</dt>
          <Value detail={detail} />
        </div>
      ))}
    </dl>
  );
}

/** What was changed, field by field; many are shown when they are asked for. */
export function Details({ of }: { of: unknown }) {
  const details = detailsOf(of);
  if (details.length === 0) return null;
  if (details.length <= few) return <List details={details} />;
  return (
    <details className={style.more}>
      <summary>{details.length} fields</summary>
      <List details={details} />
    </details>
  );
}
