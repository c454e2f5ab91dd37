import type { SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Checkbox, Select, TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { textOf, textOrNull } from "../ui/formText";

const wanted = (form: FormData): Wire<"CreateSchedule"> => ({
  name: textOf(form, "name"),
  cron: textOf(form, "cron"),
  timeZone: textOrNull(form, "timeZone"),
  overlap: textOf(form, "overlap"),
  catchUp: form.get("catchUp") === null ? "none" : "once",
});

/** Deploys an app again at certain times. */
export function CreateScheduleDialog({ app, onClose }: { app: string; onClose: () => void }) {
  const create = useChange(
    ["app", app],
    (form: FormData) => api.post("/api/v1/apps/{app}/schedules", { path: { app }, body: wanted(form) }),
    onClose,
  );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={`A schedule for ${app}`} onClose={onClose}>
      <form onSubmit={submit}>
        <TextField label="Name" name="name" placeholder="nightly" required autoFocus />
        <TextField
          label="When"
          name="cron"
          placeholder="0 3 * * 1-5"
          help="The five fields of cron: minute, hour, day, month, weekday; also @daily and its like."
          required
        />
        <TextField
          label="Time zone"
          name="timeZone"
          defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
          help="Its IANA name, e.g. Europe/Berlin."
        />
        <Select label="While a run of the app goes on" name="overlap">
          <option value="skip">skip that time</option>
          <option value="queue">queue behind it</option>
        </Select>
        <Checkbox label="Once the server is back, make up for times it was away, once" name="catchUp" />
        <Problem error={create.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            Create
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
