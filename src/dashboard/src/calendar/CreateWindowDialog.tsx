import type { SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Checkbox, TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { ScopeSelect } from "./ScopeSelect";
import { textOf, textOrNull } from "../ui/formText";
import style from "./Calendar.module.css";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const usual = days.slice(0, 4);

const wanted = (form: FormData): Wire<"CreateWindow"> => ({
  app: textOrNull(form, "app"),
  days: form.getAll("days").map(String),
  opens: textOf(form, "opens"),
  closes: textOf(form, "closes"),
  timeZone: textOrNull(form, "timeZone"),
});

/** Names days and times at which deploys may begin. */
export function CreateWindowDialog({ onClose }: { onClose: () => void }) {
  const create = useChange(["windows"], (form: FormData) => api.post("/api/v1/windows", { body: wanted(form) }), onClose);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title="New window" onClose={onClose}>
      <form onSubmit={submit}>
        <ScopeSelect name="app" help="An app with windows of its own has only those; the others have those of all apps." />
        <fieldset className={style.days}>
          <legend>Days</legend>
          {days.map((day) => (
            <Checkbox key={day} label={day} name="days" value={day} defaultChecked={usual.includes(day)} />
          ))}
        </fieldset>
        <div className={style.pair}>
          <TextField label="Opens" name="opens" type="time" defaultValue="09:00" required />
          <TextField
            label="Closes"
            name="closes"
            type="time"
            defaultValue="16:00"
            help="Not later than it opens: on the next day."
            required
          />
        </div>
        <TextField
          label="Time zone"
          name="timeZone"
          defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
          help="Its IANA name, e.g. Europe/Berlin."
        />
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
