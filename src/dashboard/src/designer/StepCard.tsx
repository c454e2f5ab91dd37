import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { CircleX, TriangleAlert } from "lucide-react";
import { KindIcon } from "./KindIcon";
import style from "./Canvas.module.css";

export type StepNode = Node<{ id: string; uses: string; about: string; errors: number; warnings: number }, "step">;

/** A step on the canvas. */
export function StepCard({ data: { id, uses, about, errors, warnings }, selected }: NodeProps<StepNode>) {
  return (
    <div className={style.card} data-selected={selected || undefined} data-wrong={errors > 0 || undefined}>
      <Handle type="target" position={Position.Top} className={style.handle} />
      <KindIcon kind={uses} size={18} />
      <div className={style.words}>
        <strong>{id === "" ? "?" : id}</strong>
        <span className="muted">{about}</span>
      </div>
      {errors > 0 ? (
        <CircleX className={style.error} size={16} aria-label="has errors" role="img" />
      ) : (
        warnings > 0 && <TriangleAlert className={style.warning} size={16} aria-label="has warnings" role="img" />
      )}
      <Handle type="source" position={Position.Bottom} className={style.handle} />
    </div>
  );
}
