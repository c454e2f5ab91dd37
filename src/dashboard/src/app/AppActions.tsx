import { useState } from "react";
import { Rocket } from "lucide-react";
import type { Wire } from "../api/client";
import { Button } from "../ui/Button";
import { DeployDialog } from "./DeployDialog";
import { MaintenanceDialog } from "./MaintenanceDialog";
import { useRights } from "./useRights";

/** What can be done with an app as a whole, by the one who looks. */
export function AppActions({ app }: { app: Wire<"AppView"> }) {
  const { mayDeploy } = useRights(app.name);
  const [open, setOpen] = useState<"deploy" | "maintenance">();
  if (!mayDeploy) return null;
  const close = () => setOpen(undefined);
  return (
    <>
      {!app.maintenance && app.servingRelease !== null && <Button onClick={() => setOpen("maintenance")}>Maintenance…</Button>}
      <Button icon={<Rocket size={15} aria-hidden />} onClick={() => setOpen("deploy")}>
        Deploy…
      </Button>
      {open === "deploy" && <DeployDialog app={app} onClose={close} />}
      {open === "maintenance" && <MaintenanceDialog app={app.name} onClose={close} />}
    </>
  );
}
