import type { Wire } from "../api/client";
import { Left } from "../ui/Moment";
import { StatusMark } from "../ui/StatusMark";
import { durationText } from "../ui/durations";
import { plainText } from "../ui/plainText";
import { stepStatus } from "../ui/status";
import { placeOf, type Piece } from "./gantt";
import style from "./Timeline.module.css";

const words = { work: "worked", wait: "waited", failed: "failed", undo: "was undone" };

// They try or look until they are content; other steps wait for one moment, or for somebody.
const looksAgain = new Set(["check", "canary", "watch"]);

interface TimelineRowProps {
  step: Wire<"StepView">;
  pieces: readonly Piece[];
  begin: number;
  end: number;
}

function Bar({ pieces, begin, end }: Omit<TimelineRowProps, "step">) {
  return (
    <div className={style.bar} aria-hidden>
      {pieces.map((piece, index) => {
        const { left, width } = placeOf(piece, begin, end);
        return (
          <span
            key={index}
            className={style[piece.kind]}
            style={{ left: `${left}%`, width: `${width}%` }}
            title={`${words[piece.kind]} ${durationText(piece.to - piece.from)}, attempt ${piece.attempt}`}
          />
        );
      })}
    </div>
  );
}

/** What a step waits for, and how long still; or what it did. */
function Note({ step, isBeside = false }: { step: Wire<"StepView">; isBeside?: boolean }) {
  const note = step.error?.message ?? step.note;
  const until = step.state === "waiting" ? step.waitingUntil : null;
  if (note === null && until === null && step.attempt < 2) return isBeside ? <span /> : null;
  return (
    <p className={`${step.error ? style.why : style.note} ${isBeside ? style.beside : ""}`}>
      {step.attempt > 1 && <span>attempt {step.attempt} · </span>}
      {note !== null && plainText(note)}
      {until !== null && (
        <strong className={style.left}>
          {" "}
          {looksAgain.has(step.uses) || step.error !== null ? (
            <>
              next in <Left until={until} />
            </>
          ) : (
            <Left until={until} passed="over any moment" />
          )}
        </strong>
      )}
    </p>
  );
}

/** One step: its name, its bar, how long it took, and its state as a word. */
export function TimelineRow({ step, pieces, begin, end }: TimelineRowProps) {
  const first = pieces[0]?.from;
  const isBare = pieces.length === 0;
  const last = pieces.length > 0 ? Math.max(...pieces.map((piece) => piece.to)) : undefined;
  return (
    <li className={style.row}>
      <div className={style.name}>
        <strong className={step.attempt === 0 ? "muted" : undefined}>{step.id}</strong>
        {step.uses !== step.id && <span className="muted"> {step.uses}</span>}
      </div>
      {isBare ? <Note step={step} isBeside /> : <Bar pieces={pieces} begin={begin} end={end} />}
      <span className={style.took}>{first !== undefined && last !== undefined ? durationText(last - first) : ""}</span>
      <span className={style.state}>
        <StatusMark status={stepStatus(step.state)} plain />
      </span>
      {!isBare && <Note step={step} />}
    </li>
  );
}
