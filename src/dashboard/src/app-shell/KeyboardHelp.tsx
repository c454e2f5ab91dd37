import { Dialog } from "../ui/Dialog";
import { shortcuts } from "./keys";
import style from "./KeyboardHelp.module.css";

/** The keys, one a line. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className={style.keys}>
        {shortcuts.map(({ keys, about }) => (
          <div key={keys}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
