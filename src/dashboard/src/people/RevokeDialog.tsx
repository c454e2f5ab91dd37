import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Confirm } from "../ui/Confirm";

/** Ends a token, and those that were made with it. */
export function RevokeDialog({ token, onClose }: { token: Wire<"TokenView">; onClose: () => void }) {
  const revoke = useChange(["tokens"], () => api.delete("/api/v1/tokens/{id}", { path: { id: token.id } }), onClose);
  return (
    <Confirm title={`Revoke ${token.name}`} action="Revoke" change={revoke} onClose={onClose}>
      Whatever signs in with it is let in no more, at once; tokens that were made with it end too.
    </Confirm>
  );
}
