import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { pipeline } from "../api/queries";
import { Select } from "../ui/Field";
import { Loaded } from "../ui/Loaded";
import { Diff } from "./Diff";
import { comparedOf } from "./compared";
import style from "./Pipelines.module.css";

interface PickProps {
  label: string;
  newest: number;
  value: number;
  onPick: (version: number) => void;
}

function Pick({ label, newest, value, onPick }: PickProps) {
  return (
    <Select label={label} value={value} onChange={(event) => onPick(Number(event.target.value))}>
      {Array.from({ length: newest }, (_, index) => newest - index).map((version) => (
        <option key={version} value={version}>
          v{version}
          {version === newest ? ", the newest" : ""}
        </option>
      ))}
    </Select>
  );
}

/** What is different between any two versions; which two stands in the address. */
export function Compare({ name, newest }: { name: string; newest: number }) {
  const [search, setSearch] = useSearchParams();
  const { from, to } = comparedOf(search, newest);
  const old = useQuery(pipeline(name, from));
  const next = useQuery(pipeline(name, to));
  const pick = (which: "from" | "to") => (version: number) =>
    setSearch((now) => {
      now.set("from", String(from));
      now.set("to", String(to));
      now.set(which, String(version));
      return now;
    });
  return (
    <section className={style.part} aria-labelledby="compare">
      <h2 id="compare">Compare</h2>
      <div className={style.compare}>
        <Pick label="From" newest={newest} value={from} onPick={pick("from")} />
        <Pick label="To" newest={newest} value={to} onPick={pick("to")} />
      </div>
      <Loaded query={old}>
        {({ text }) => (
          <Loaded query={next}>{(theirs) => <Diff label={`Version ${from} against version ${to}`} from={text} to={theirs.text} />}</Loaded>
        )}
      </Loaded>
    </section>
  );
}
