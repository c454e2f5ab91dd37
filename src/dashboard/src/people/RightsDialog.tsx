import { useState, type SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Problem } from "../ui/Notice";
import { RightsFields } from "./RightsFields";
import { bodyOf, draftOf } from "./rights";

// One's own rights decide what the whole page offers.
const everything: never[] = [];

/** Says what a user may do; it holds at once, also for what they are signed in with. */
export function RightsDialog({ user, onClose }: { user: Wire<"UserView">; onClose: () => void }) {
  const [rights, setRights] = useState(() => draftOf(user.role, user.apps));
  const set = useChange(
    everything,
    () => api.put("/api/v1/users/{name}/role", { path: { name: user.name }, body: bodyOf(rights) }),
    onClose,
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set.mutate(undefined);
  };
  return (
    <Dialog title={`What ${user.name} may do`} onClose={onClose}>
      <form onSubmit={submit}>
        <RightsFields rights={rights} onChange={setRights} />
        <p className="muted">It holds at once, for every token and session of {user.name} too.</p>
        <Problem error={set.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={set.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
