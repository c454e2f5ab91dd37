import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Confirm } from "../ui/Confirm";

/** Takes a key away. */
export function RemoveKeyDialog({ sshKey, onClose }: { sshKey: Wire<"SshKeyView">; onClose: () => void }) {
  const remove = useChange(["ssh-keys"], () => api.delete("/api/v1/ssh-keys/{id}", { path: { id: sshKey.id } }), onClose);
  return (
    <Confirm title={`Remove ${sshKey.name}`} action="Remove" change={remove} onClose={onClose}>
      Whoever holds it can push no more. It can be added again.
    </Confirm>
  );
}
