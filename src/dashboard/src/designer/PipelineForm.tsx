import { RotateCcw } from "lucide-react";
import { Button } from "../ui/Button";
import { idPattern } from "./ids";
import { InputControl } from "./InputControl";
import { NameField } from "./NameField";
import type { Value } from "./printing";
import type { Graph } from "./readGraph";
import { forgetPlaces } from "./removeStep";
import { setRoot, valueIn } from "./setField";
import { spliced } from "./spans";
import type { Design } from "./useDesign";
import style from "./Inspector.module.css";

const optional = { control: "text" as const, isRequired: false, choices: [], limits: "", fallback: null };
const description = { ...optional, name: "description", help: "What it does, in a sentence." };
const timeout = { ...optional, name: "timeout", help: "The longest time of a run, e.g. 1h; at most 30d." };

const withRoot = (key: string, value: Value | undefined) => (graph: Graph) => {
  const splice = setRoot(graph, [key], value);
  return splice ? spliced(graph.text, [splice]) : graph.text;
};

/** What a pipeline says of itself; shown while no step is looked at. */
export function PipelineForm({ design, graph }: { design: Design; graph: Graph }) {
  const isLocked = design.reading.graph === undefined;
  const set = (key: string) => (value: Value | undefined) => design.edit(withRoot(key, value), key);
  return (
    <section className={style.inspector} aria-label="The pipeline">
      <div className={style.head}>
        <h2>The pipeline</h2>
      </div>
      <NameField
        label="name"
        name={graph.name}
        isLocked={isLocked}
        problemWith={(name) => (idPattern.test(name) ? null : "Lower-case letters, digits and '-' only.")}
        onRename={set("name")}
      />
      <InputControl field={description} value={valueIn(graph.root, ["description"])} isLocked={isLocked} onChange={set("description")} />
      <InputControl field={timeout} value={valueIn(graph.root, ["timeout"])} isLocked={isLocked} onChange={set("timeout")} />
      {graph.places.size > 0 && (
        <Button small icon={<RotateCcw size={14} aria-hidden />} disabled={isLocked} onClick={() => design.edit(forgetPlaces)}>
          Lay it out anew
        </Button>
      )}
      <p className="muted">Choose a step to see what it takes. Inputs and outputs of the pipeline are written in the YAML.</p>
    </section>
  );
}
