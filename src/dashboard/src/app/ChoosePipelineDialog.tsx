import { useState, type SubmitEvent } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client";
import { useChange } from "../api/useChange";
import { allPipelines, pipelines } from "../pipelines/pipelineQueries";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Select } from "../ui/Field";
import { Loaded } from "../ui/Loaded";
import { Problem } from "../ui/Notice";

const setting = "pipeline";

/** Gives an app another pipeline for its deploys from now on. */
export function ChoosePipelineDialog({ app, now, onClose }: { app: string; now: string; onClose: () => void }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState(now);
  const set = useChange(
    ["app", app],
    () => api.put("/api/v1/apps/{app}/settings/{name}", { path: { app, name: setting }, body: { value: chosen } }),
    () => {
      // Which apps a pipeline deploys is told there.
      void client.invalidateQueries({ queryKey: allPipelines });
      onClose();
    },
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set.mutate(undefined);
  };
  return (
    <Dialog title={`Pipeline of ${app}`} onClose={onClose}>
      <Loaded query={useQuery(pipelines)}>
        {(list) => (
          <form onSubmit={submit}>
            <Select
              label="Pipeline"
              help={`${list.find((one) => one.name === chosen)?.description ?? ""} It holds from the next deploy on.`}
              value={chosen}
              onChange={(event) => setChosen(event.target.value)}
              autoFocus
            >
              {list.map((one) => (
                <option key={one.name}>{one.name}</option>
              ))}
            </Select>
            <Problem error={set.error} />
            <DialogActions>
              <Button onClick={onClose}>Cancel</Button>
              <Button type="submit" look="primary" busy={set.isPending} disabled={chosen === now}>
                Use it
              </Button>
            </DialogActions>
          </form>
        )}
      </Loaded>
    </Dialog>
  );
}
