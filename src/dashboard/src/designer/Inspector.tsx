import { ArrowDownToLine, ArrowUpToLine, CopyPlus, Trash2 } from "lucide-react";
import { Button } from "../ui/Button";
import { effectOf } from "./effect";
import { renamedIn, problemWithId } from "./ids";
import { InputControl } from "./InputControl";
import { KindIcon } from "./KindIcon";
import { NameField } from "./NameField";
import { NeedsField } from "./NeedsField";
import { policies } from "./policy";
import type { Value } from "./printing";
import type { Graph, Step } from "./readGraph";
import { fieldsOf } from "./schemaForm";
import { setIn, valueIn } from "./setField";
import { spliced } from "./spans";
import type { StepKind } from "./starter";
import type { Design } from "./useDesign";
import style from "./Inspector.module.css";

interface InspectorProps {
  design: Design;
  graph: Graph;
  step: Step;
  kind: StepKind | undefined;
  onAdd: (where: "before" | "after", key: string) => void;
  onDuplicate: (key: string) => void;
  onDelete: (key: string) => void;
}

/** Sets a key of a step in the text. */
const withField = (key: string, path: string[], value: Value | undefined) => (graph: Graph) => {
  const step = graph.steps.find((one) => one.key === key);
  const splice = step ? setIn(graph.text, step.node, path, value, true) : null;
  return splice ? spliced(graph.text, [splice]) : graph.text;
};

/** One step as a form: what its kind's JSON Schema asks for, and what every step knows. */
export function Inspector({ design, graph, step, kind, onAdd, onDuplicate, onDelete }: InspectorProps) {
  const isLocked = design.reading.graph === undefined;
  const { key } = step;
  const set = (path: string[]) => (value: Value | undefined) => design.edit(withField(key, path, value), `${key} ${path.join(".")}`);
  const known = policies.filter((one) => one.isForPipelines || step.uses !== "pipeline");
  return (
    <section className={style.inspector} aria-label={`Step ${step.id}`}>
      <div className={style.head}>
        <KindIcon kind={step.uses} size={16} />
        <h2>{kind?.title ?? step.uses}</h2>
        <div className={style.actions}>
          <Button
            small
            look="quiet"
            disabled={isLocked}
            icon={<ArrowUpToLine size={15} aria-hidden />}
            aria-label="Add a step before it"
            title="Add before"
            onClick={() => onAdd("before", key)}
          />
          <Button
            small
            look="quiet"
            disabled={isLocked}
            icon={<ArrowDownToLine size={15} aria-hidden />}
            aria-label="Add a step after it"
            title="Add after"
            onClick={() => onAdd("after", key)}
          />
          <Button
            small
            look="quiet"
            disabled={isLocked}
            icon={<CopyPlus size={15} aria-hidden />}
            aria-label="Duplicate it"
            title="Duplicate"
            onClick={() => onDuplicate(key)}
          />
          <Button
            small
            look="quiet"
            disabled={isLocked}
            icon={<Trash2 size={15} aria-hidden />}
            aria-label="Delete it"
            title="Delete"
            onClick={() => onDelete(key)}
          />
        </div>
      </div>
      <NameField
        key={key}
        label="id"
        name={step.id}
        isLocked={isLocked}
        problemWith={(id) => problemWithId(graph, key, id)}
        onRename={(id) => design.edit((now) => ({ text: renamedIn(now, key, id), select: id }))}
      />
      <p className={style.effect}>{effectOf(step)}</p>
      {kind ? (
        fieldsOf(kind).map((field) => (
          <InputControl
            key={`${key} ${field.name}`}
            field={field}
            value={valueIn(step.node, ["with", field.name])}
            isLocked={isLocked}
            onChange={set(["with", field.name])}
          />
        ))
      ) : (
        <p className="muted">The server knows no kind “{step.uses}”.</p>
      )}
      {step.uses === "pipeline" && <p className="muted">Inputs of that pipeline are written under its “with”, in the YAML.</p>}
      <NeedsField design={design} graph={graph} step={step} isLocked={isLocked} />
      <details className={style.more}>
        <summary>When, how often, and what failure means</summary>
        {known.map(({ path, field }) => (
          <InputControl
            key={`${key} ${field.name}`}
            field={field}
            value={valueIn(step.node, path)}
            isLocked={isLocked}
            onChange={set(path)}
          />
        ))}
      </details>
    </section>
  );
}
