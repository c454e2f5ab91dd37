import { useMemo } from "react";
import { Background, Controls, Handle, MarkerType, Position, ReactFlow, type Edge, type Node, type NodeProps } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import type { Wire } from "../api/client";
import { StatusMark } from "../ui/StatusMark";
import { stepStatus } from "../ui/status";
import { nodeSize, placesOf } from "./graphLayout";
import style from "./Graph.module.css";

type StepNode = Node<{ step: Wire<"StepView">; isDown: boolean }, "step">;

function StepCard({ data: { step, isDown } }: NodeProps<StepNode>) {
  const status = stepStatus(step.state);
  return (
    <div className={style.node} data-tone={status.tone}>
      <Handle type="target" position={isDown ? Position.Top : Position.Left} className={style.handle} isConnectable={false} />
      <div className={style.name}>
        <strong>{step.id}</strong>
        {step.uses !== step.id && <span className="muted"> {step.uses}</span>}
      </div>
      <StatusMark status={status} plain />
      <Handle type="source" position={isDown ? Position.Bottom : Position.Right} className={style.handle} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { step: StepCard };
const isNarrow = () => window.matchMedia("(max-width: 720px)").matches;

interface GraphProps {
  run: Wire<"RunView">;
  definitions: readonly Wire<"RunStepDefinition">[];
}

function edgesOf(definitions: GraphProps["definitions"], run: GraphProps["run"]): Edge[] {
  const running = new Set(run.steps.filter((step) => step.state === "running").map((step) => step.id));
  return definitions.flatMap((step) =>
    step.needs.map((need) => ({
      id: `${need}→${step.id}`,
      source: need,
      target: step.id,
      type: "smoothstep",
      focusable: false,
      animated: running.has(step.id),
      markerEnd: { type: MarkerType.ArrowClosed, color: "var(--edge)" },
    })),
  );
}

/** The graph of a run's pipeline. It can be moved and zoomed; what is in it cannot be changed. */
export default function Graph({ run, definitions }: GraphProps) {
  const isDown = isNarrow();
  const places = useMemo(() => placesOf(definitions, isDown ? "TB" : "LR"), [definitions, isDown]);
  // As high as what is drawn, so that a chain of steps does not float in an empty field.
  const drawn = Math.max(...places.map((place) => place.y)) + nodeSize.height;
  const nodes: StepNode[] = places.flatMap(({ id, x, y }) => {
    const step = run.steps.find((one) => one.id === id);
    return step
      ? [
          {
            id,
            type: "step" as const,
            position: { x, y },
            ...nodeSize,
            data: { step, isDown },
            ariaLabel: `${id}: ${stepStatus(step.state).word}`,
          },
        ]
      : [];
  });
  return (
    <section
      className={`card ${style.graph}`}
      style={{ height: Math.min(680, Math.max(300, drawn + 120)) }}
      aria-label="Graph of the pipeline"
    >
      <ReactFlow
        nodes={nodes}
        edges={edgesOf(definitions, run)}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        edgesFocusable={false}
        disableKeyboardA11y={false}
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={0.15}
        maxZoom={1.5}
        fitView
        fitViewOptions={{ padding: 0.04, maxZoom: 1 }}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={18} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
}
