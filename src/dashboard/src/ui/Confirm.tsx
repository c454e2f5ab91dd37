import type { ReactNode } from "react";
import { Button } from "./Button";
import { Dialog, DialogActions } from "./Dialog";
import { Problem } from "./Notice";

interface ConfirmProps {
  title: string;
  /** What is done, on the button. */
  action: string;
  change: { mutate: (asked: undefined) => void; isPending: boolean; error: unknown };
  onClose: () => void;
  children: ReactNode;
}

/** Asks once more before something that cannot be taken back. */
export function Confirm({ title, action, change, onClose, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <Problem error={change.error} />
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          Cancel
        </Button>
        <Button look="danger" busy={change.isPending} onClick={() => change.mutate(undefined)}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
