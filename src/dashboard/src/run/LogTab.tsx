import { useState, type SubmitEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { Download, Search } from "lucide-react";
import { Button } from "../ui/Button";
import { Empty, Loaded } from "../ui/Loaded";
import { LogMatches } from "./LogMatches";
import { logTotal } from "./logQueries";
import type { RunTabProps } from "./tabs";
import { WholeLog } from "./WholeLog";
import style from "./Log.module.css";

/** What a run has written: all of it by line, or only what contains something or what one step wrote. */
export function LogTab({ run }: RunTabProps) {
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [step, setStep] = useState("");
  const [line, setLine] = useState<number>();
  const query = useQuery(logTotal(run.id));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setSearch(typed.trim());
  };
  const goTo = (seq: number) => {
    setTyped("");
    setSearch("");
    setStep("");
    setLine(seq);
  };
  return (
    <>
      <form className={style.bar} onSubmit={submit} role="search">
        <input
          type="search"
          aria-label="Search the log"
          placeholder="Search the log  /"
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            if (event.target.value === "") setSearch("");
          }}
        />
        <Button type="submit" icon={<Search size={15} aria-hidden />}>
          Search
        </Button>
        <select aria-label="Lines of which step" value={step} onChange={(event) => setStep(event.target.value)}>
          <option value="">All steps</option>
          {run.steps
            .filter((one) => one.attempt > 0)
            .map((one) => (
              <option key={one.id}>{one.id}</option>
            ))}
        </select>
        <a className={style.download} href={`/api/v1/runs/${run.id}/log/file`} download>
          <Download size={15} aria-hidden />
          Download
        </a>
      </form>
      <Loaded query={query} lines={8}>
        {(total) =>
          search !== "" || step !== "" ? (
            <LogMatches run={run.id} search={search} step={step} onPick={goTo} />
          ) : total === 0 ? (
            <Empty title={run.isFinished ? "Nothing was written" : "Nothing was written yet"} />
          ) : (
            <WholeLog key={line} run={run.id} total={total} isLive={!run.isFinished} start={line} />
          )
        }
      </Loaded>
    </>
  );
}
