import { useLocation } from "react-router";
import { designerShortcuts } from "../designer/designerKeys";
import { Dialog } from "../ui/Dialog";
import { shortcuts } from "./keys";
import style from "./KeyboardHelp.module.css";

/** The keys, one a line. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { pathname } = useLocation();
  const isDesigner = /^\/pipelines\/(new|.+\/edit)$/.test(pathname);
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className={style.keys}>
        {[...(isDesigner ? designerShortcuts : []), ...shortcuts].map(({ keys, about }) => (
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
