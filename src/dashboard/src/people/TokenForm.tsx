import { useState, type SubmitEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, type Wire } from "../api/client";
import { whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { DialogActions } from "../ui/Dialog";
import { Checkbox, TextField } from "../ui/Field";
import { Problem } from "../ui/Notice";
import { RightsFields } from "./RightsFields";
import { bodyOf, noRights } from "./rights";

interface TokenFormProps {
  onMade: (made: Wire<"NewTokenView">) => void;
  onClose: () => void;
}

/** What a new token is called, may do, and how long. */
export function TokenForm({ onMade, onClose }: TokenFormProps) {
  const who = useQuery(whoAmI).data;
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [rights, setRights] = useState(noRights);
  const [machine, setMachine] = useState(who?.isMachine ?? false);
  const create = useChange(
    ["tokens"],
    () => api.post("/api/v1/tokens", { body: { name, days: Number(days), machine, ...bodyOf(rights) } }),
    onMade,
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <TextField
        label="Name"
        help="What it is for, e.g. laptop or ci."
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={63}
        autoCapitalize="none"
        required
        autoFocus
      />
      <TextField
        label="Ends after so many days"
        type="number"
        min={1}
        max={3650}
        value={days}
        onChange={(event) => setDays(event.target.value)}
        required
      />
      <RightsFields rights={rights} onChange={setRights} />
      {may(who, "admin") && !who?.isMachine && (
        <Checkbox
          label="A machine's: nobody's own, and it stays when I go"
          checked={machine}
          onChange={(event) => setMachine(event.target.checked)}
        />
      )}
      <Problem error={create.error} />
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={create.isPending}>
          Make it
        </Button>
      </DialogActions>
    </form>
  );
}
