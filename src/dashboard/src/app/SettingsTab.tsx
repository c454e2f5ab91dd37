import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, type Wire } from "../api/client";
import { settings } from "../api/queries";
import { useChange } from "../api/useChange";
import { SettingDialog } from "../settings/SettingDialog";
import { SettingsTable } from "../settings/SettingsTable";
import { Loaded } from "../ui/Loaded";
import { Problem } from "../ui/Notice";
import type { AppTabProps } from "./tabs";
import { useRights } from "./useRights";

/** Every setting of an app, and where its value comes from. */
export function SettingsTab({ app }: AppTabProps) {
  const query = useQuery(settings(app.name));
  const { mayAdminister } = useRights(app.name);
  const [changed, setChanged] = useState<Wire<"SettingView">>();
  const stale = ["app", app.name];
  const unset = useChange(stale, (name: string) => api.delete("/api/v1/apps/{app}/settings/{name}", { path: { app: app.name, name } }));
  return (
    <>
      <Problem error={unset.error} />
      <Loaded query={query} lines={8}>
        {(list) => (
          <SettingsTable
            settings={list}
            level="app"
            mayChange={mayAdminister}
            onChange={setChanged}
            onUnset={(name) => unset.mutate(name)}
          />
        )}
      </Loaded>
      {changed && (
        <SettingDialog
          setting={changed}
          of={app.name}
          stale={stale}
          set={(value) => api.put("/api/v1/apps/{app}/settings/{name}", { path: { app: app.name, name: changed.name }, body: { value } })}
          onClose={() => setChanged(undefined)}
        />
      )}
    </>
  );
}
