import { useEffect } from "react";
import { useBlocker } from "react-router";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";

/** Asks before changes that nobody has published are left behind. */
export function LeaveGuard({ isChanged }: { isChanged: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isChanged &&
      currentLocation.pathname !== nextLocation.pathname &&
      (nextLocation.state as { published?: boolean } | null)?.published !== true,
  );

  // Closing the window is the browser's to ask about.
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);

  if (blocker.state !== "blocked") return null;
  return (
    <Dialog title="Leave without publishing?" onClose={() => blocker.reset()}>
      <p>What you have changed is in this window only.</p>
      <DialogActions>
        <Button onClick={() => blocker.reset()}>Stay here</Button>
        <Button look="danger" onClick={() => blocker.proceed()}>
          Leave
        </Button>
      </DialogActions>
    </Dialog>
  );
}
