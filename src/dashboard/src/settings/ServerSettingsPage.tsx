import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, type Wire } from "../api/client";
import { serverSettings } from "../api/serverQueries";
import { useChange } from "../api/useChange";
import { Page } from "../app-shell/Page";
import { Loaded } from "../ui/Loaded";
import { Problem } from "../ui/Notice";
import { SettingDialog } from "./SettingDialog";
import { SettingsTable } from "./SettingsTable";
import style from "./Settings.module.css";

// An app without a value of its own has these: its page shows them too.
const everything: never[] = [];

/** The values that hold for all apps that have none of their own. */
export function ServerSettingsPage() {
  const query = useQuery(serverSettings);
  const [changed, setChanged] = useState<Wire<"SettingView">>();
  const unset = useChange(everything, (name: string) => api.delete("/api/v1/settings/{name}", { path: { name } }));
  return (
    <Page title="Settings">
      <p className={style.intro}>They hold for every app that has no value of its own, from its next run on.</p>
      <Problem error={unset.error} />
      <Loaded query={query} lines={8}>
        {(list) => <SettingsTable settings={list} level="global" mayChange onChange={setChanged} onUnset={(name) => unset.mutate(name)} />}
      </Loaded>
      {changed && (
        <SettingDialog
          setting={changed}
          of="all apps"
          stale={everything}
          set={(value) => api.put("/api/v1/settings/{name}", { path: { name: changed.name }, body: { value } })}
          onClose={() => setChanged(undefined)}
        />
      )}
    </Page>
  );
}
