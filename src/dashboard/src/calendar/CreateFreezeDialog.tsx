import type { SubmitEvent } from "react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { ScopeSelect } from "./ScopeSelect";
import { momentOf, textOf, textOrNull } from "../ui/formText";
import style from "./Calendar.module.css";

const wanted = (form: FormData): Wire<"CreateFreeze"> => ({
  app: textOrNull(form, "app"),
  from: momentOf(form, "from"),
  until: momentOf(form, "until") ?? "",
  reason: textOf(form, "reason"),
});

/** Lets no deploy begin for a while. */
export function CreateFreezeDialog({ onClose }: { onClose: () => void }) {
  const create = useChange(["freezes"], (form: FormData) => api.post("/api/v1/freezes", { body: wanted(form) }), onClose);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title="New freeze" onClose={onClose}>
      <form onSubmit={submit}>
        <ScopeSelect name="app" help="Freezes add up: those of all apps hold for every app." />
        <TextField label="Why" name="reason" help="Shown to everybody whose deploy waits." maxLength={200} required />
        <div className={style.pair}>
          <TextField label="From" name="from" type="datetime-local" help="Left out, from now on." />
          <TextField label="Until" name="until" type="datetime-local" help="At most a year away." required />
        </div>
        <p className="muted">Times are those of this computer, {Intl.DateTimeFormat().resolvedOptions().timeZone}.</p>
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
