import { useMemo } from "react";
import { Background, Controls, Handle, MarkerType, Position, ReactFlow, type Node, type NodeProps } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import type { Wire } from "../api/client";
import { nodeSize, placesOf } from "../run/graphLayout";
import graph from "../run/Graph.module.css";
import style from "./Pipelines.module.css";

type Defined = Wire<"RunStepDefinition">;
type StepNode = Node<{ step: Defined; isDown: boolean }, "step">;

function StepCard({ data: { step, isDown } }: NodeProps<StepNode>) {
  const about = [step.uses === step.id ? "" : step.uses, step.condition === null ? "" : `if ${step.condition}`].filter(
    (part) => part !== "",
  );
  return (
    <div className={graph.node} data-tone="off">
      <Handle type="target" position={isDown ? Position.Top : Position.Left} className={graph.handle} isConnectable={false} />
      <div className={graph.name}>
        <strong>{step.id}</strong>
      </div>
      <div className={`muted ${style.kind}`} title={about.join(", ")}>
        {about.join(", ")}
      </div>
      <Handle type="source" position={isDown ? Position.Bottom : Position.Right} className={graph.handle} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { step: StepCard };
const isNarrow = () => window.matchMedia("(max-width: 720px)").matches;

const edgesOf = (steps: readonly Defined[]) =>
  steps.flatMap((step) =>
    step.needs.map((need) => ({
      id: `${need}→${step.id}`,
      source: need,
      target: step.id,
      type: "smoothstep",
      focusable: false,
      markerEnd: { type: MarkerType.ArrowClosed, color: "var(--edge)" },
    })),
  );

/** The graph of a published pipeline. It can be moved and zoomed; changing it is the designer's. */
export default function PipelineGraph({ name, steps }: { name: string; steps: readonly Defined[] }) {
  const isDown = isNarrow();
  const places = useMemo(() => placesOf(steps, isDown ? "TB" : "LR"), [steps, isDown]);
  const drawn = Math.max(...places.map((place) => place.y)) + nodeSize.height;
  const nodes: StepNode[] = places.flatMap(({ id, x, y }) => {
    const step = steps.find((one) => one.id === id);
    return step
      ? [{ id, type: "step" as const, position: { x, y }, ...nodeSize, data: { step, isDown }, ariaLabel: `${id}: ${step.uses}` }]
      : [];
  });
  return (
    <section
      className={`card ${graph.graph}`}
      style={{ height: Math.min(680, Math.max(300, drawn + 120)) }}
      aria-label={`Graph of ${name}`}
    >
      <ReactFlow
        nodes={nodes}
        edges={edgesOf(steps)}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        edgesFocusable={false}
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
