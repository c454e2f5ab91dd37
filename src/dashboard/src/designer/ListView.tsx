import { ArrowDownToLine, ArrowUpToLine, CircleX, Trash2, TriangleAlert } from "lucide-react";
import { Button } from "../ui/Button";
import { aboutOf } from "./canvasModel";
import type { Finding } from "./findings";
import { KindIcon } from "./KindIcon";
import { needsText } from "./needs";
import type { Graph, Step } from "./readGraph";
import style from "./ListView.module.css";

interface ListViewProps {
  graph: Graph;
  selected: string | null;
  findings: readonly Finding[];
  isLocked: boolean;
  onSelect: (key: string) => void;
  onAdd: (where: "before" | "after", key: string) => void;
  onDelete: (key: string) => void;
}

function Row({ step, findings, ...props }: Omit<ListViewProps, "graph"> & { step: Step }) {
  const own = findings.filter((one) => one.step === step.key);
  const isWrong = own.some((one) => !one.isWarning);
  return (
    <li className={style.row} data-selected={step.key === props.selected || undefined} data-step={step.key}>
      <button type="button" className={style.step} aria-pressed={step.key === props.selected} onClick={() => props.onSelect(step.key)}>
        <KindIcon kind={step.uses} size={18} />
        <span className={style.words}>
          <strong>{step.id}</strong> <span className="muted">{aboutOf(step)}</span>
          <span className={style.needs}>needs {needsText(step.needs)}</span>
        </span>
        {isWrong ? (
          <CircleX className={style.error} size={16} aria-label="has errors" role="img" />
        ) : (
          own.length > 0 && <TriangleAlert className={style.warning} size={16} aria-label="has warnings" role="img" />
        )}
      </button>
      <div className={style.actions}>
        <Button
          small
          look="quiet"
          disabled={props.isLocked}
          icon={<ArrowUpToLine size={15} aria-hidden />}
          aria-label={`Add a step before ${step.id}`}
          title="Add before"
          onClick={() => props.onAdd("before", step.key)}
        />
        <Button
          small
          look="quiet"
          disabled={props.isLocked}
          icon={<ArrowDownToLine size={15} aria-hidden />}
          aria-label={`Add a step after ${step.id}`}
          title="Add after"
          onClick={() => props.onAdd("after", step.key)}
        />
        <Button
          small
          look="quiet"
          disabled={props.isLocked}
          icon={<Trash2 size={15} aria-hidden />}
          aria-label={`Delete ${step.id}`}
          title="Delete"
          onClick={() => props.onDelete(step.key)}
        />
      </div>
    </li>
  );
}

/** The same pipeline as a list: all that the graph can do, without a mouse. */
export function ListView({ graph, ...props }: ListViewProps) {
  if (graph.steps.length === 0) return <p className={`muted ${style.empty}`}>No step yet. Choose one under “Add a step”.</p>;
  return (
    <ol className={style.list} aria-label="Steps">
      {graph.steps.map((step) => (
        <Row key={step.key} step={step} {...props} />
      ))}
    </ol>
  );
}
