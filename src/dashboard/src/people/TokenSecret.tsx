import { CopyBlock } from "../ui/CopyBlock";
import { Notice } from "../ui/Notice";
import style from "./People.module.css";

/** A token's secret, right after it was made. */
export function TokenSecret({ name, secret }: { name: string; secret: string }) {
  return (
    <div className={style.secret}>
      <Notice tone="wait">
        <strong>The secret of {name} is shown this once.</strong> Copy it now; nobody can see it again.
      </Notice>
      <CopyBlock label={`Secret of ${name}`} text={secret} />
    </div>
  );
}
