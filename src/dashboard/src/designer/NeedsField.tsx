import { useId } from "react";
import { X } from "lucide-react";
import { Button } from "../ui/Button";
import { possibleNeeds, toggleNeed } from "./needs";
import type { Graph, Step } from "./readGraph";
import type { Design } from "./useDesign";
import style from "./Inspector.module.css";

/** What a step needs: one by one taken away, or added out of those that close no circle. */
export function NeedsField({ design, graph, step, isLocked }: { design: Design; graph: Graph; step: Step; isLocked: boolean }) {
  const id = useId();
  const toggle = (need: string) => design.edit((now) => toggleNeed(now, step.key, need));
  const others = possibleNeeds(graph.steps, step).filter((need) => !step.needs.includes(need.id));
  return (
    <div className={style.needs}>
      <span id={id}>needs</span>
      <ul aria-labelledby={id}>
        {step.needs.map((need) => (
          <li key={need}>
            {need}
            <Button
              small
              look="quiet"
              disabled={isLocked}
              icon={<X size={13} aria-hidden />}
              aria-label={`Do not need ${need}`}
              onClick={() => toggle(need)}
            />
          </li>
        ))}
        {step.needs.length === 0 && <li className="muted">nothing: it starts at once</li>}
      </ul>
      <select aria-label="Add a need" value="" disabled={isLocked || others.length === 0} onChange={(event) => toggle(event.target.value)}>
        <option value="">{others.length === 0 ? "no other step can be needed" : "add a need …"}</option>
        {others.map((need) => (
          <option key={need.key} value={need.id}>
            {need.id}
          </option>
        ))}
      </select>
      {!step.saysNeeds && step.needs.length > 0 && <p className="muted">Because it stands behind it.</p>}
    </div>
  );
}
