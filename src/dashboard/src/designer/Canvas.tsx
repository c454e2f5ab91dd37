import { useEffect, useMemo, useState } from "react";
import {
  Background,
  Controls,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Connection,
  type Edge,
  type NodeChange,
  type OnInit,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { edgesOf, nodesOf } from "./canvasModel";
import type { Finding } from "./findings";
import { possibleNeeds, toggleNeed } from "./needs";
import { cardSize, placed, shapeOf } from "./placing";
import type { Graph, Place } from "./readGraph";
import { moveStep } from "./removeStep";
import { StepCard, type StepNode } from "./StepCard";
import type { Design } from "./useDesign";
import style from "./Canvas.module.css";

const nodeTypes = { step: StepCard };
const smallest = 0.6;

interface CanvasProps {
  design: Design;
  graph: Graph;
  findings: readonly Finding[];
  onSelect: (key: string | null) => void;
}

/** Brings a step into the window when it was chosen somewhere else. */
function useInView(selected: string | null, places: Map<string, Place>) {
  const flow = useReactFlow();
  useEffect(() => {
    const place = selected === null ? undefined : places.get(selected);
    const frame = document.querySelector(`.${style.canvas}`)?.getBoundingClientRect();
    if (!place || !frame || frame.width === 0) return;
    const { x, y } = flow.flowToScreenPosition(place);
    const end = flow.flowToScreenPosition({ x: place.x + cardSize.width, y: place.y + cardSize.height });
    const isSeen = x >= frame.left && end.x <= frame.right && y >= frame.top && end.y <= frame.bottom;
    if (!isSeen) void flow.setCenter(place.x + cardSize.width / 2, place.y + cardSize.height / 2, { zoom: flow.getZoom() });
  }, [flow, selected, places]);
}

// A long pipeline begins at its first step, large enough to read.
const atFirst: OnInit<StepNode> = (flow) => {
  void flow.fitView({ padding: 0.08, maxZoom: 1 }).then(() => {
    if (flow.getZoom() >= smallest) return;
    const frame = document.querySelector(`.${style.canvas}`)?.getBoundingClientRect();
    const { x, y, width } = flow.getNodesBounds(flow.getNodes());
    void flow.setViewport({ x: (frame?.width ?? 0) / 2 - (x + width / 2) * smallest, y: 24 - y * smallest, zoom: smallest });
  });
};

function Flow({ design, graph, findings, onSelect }: CanvasProps) {
  const shape = shapeOf(graph);
  const places = useMemo(() => placed(shape), [shape]);
  const [dragged, setDragged] = useState<{ key: string; place: Place } | null>(null);
  useInView(design.selection.step, places);
  const shownAt = dragged ? new Map([...places, [dragged.key, dragged.place] as const]) : places;

  const change = (changes: NodeChange<StepNode>[]) => {
    for (const one of changes) {
      if (one.type === "select" && one.selected) onSelect(one.id);
      if (one.type !== "position" || !one.position) continue;
      const { id: key, position } = one;
      if (one.dragging === true) {
        setDragged({ key, place: position });
        continue;
      }
      setDragged(null);
      const before = places.get(key);
      const id = graph.steps.find((step) => step.key === key)?.id;
      if (id !== undefined && (before?.x !== Math.round(position.x) || before.y !== Math.round(position.y))) {
        design.edit((now) => moveStep(now, id, position), `place of ${id}`);
      }
    }
  };
  const stepOf = (key: string) => graph.steps.find((step) => step.key === key);
  const mayConnect = ({ source, target }: Connection | Edge) => {
    const [from, to] = [stepOf(source), stepOf(target)];
    return from !== undefined && to !== undefined && !to.needs.includes(from.id) && possibleNeeds(graph.steps, to).includes(from);
  };
  return (
    <ReactFlow
      nodes={nodesOf(graph, shownAt, findings, design.selection.step)}
      edges={edgesOf(graph, design.selection)}
      nodeTypes={nodeTypes}
      onNodesChange={change}
      onConnect={(made) => {
        const need = stepOf(made.source)?.id;
        if (need !== undefined && mayConnect(made)) design.edit((now) => toggleNeed(now, made.target, need));
      }}
      isValidConnection={mayConnect}
      onEdgeClick={(_, edge) => design.selectWay(String(edge.data?.need), edge.target)}
      onPaneClick={() => onSelect(null)}
      onInit={atFirst}
      nodesDraggable={design.reading.graph !== undefined}
      nodesConnectable={design.reading.graph !== undefined}
      edgesFocusable={false}
      deleteKeyCode={null}
      multiSelectionKeyCode={null}
      selectionKeyCode={null}
      minZoom={0.1}
      maxZoom={1.5}
      proOptions={{ hideAttribution: true }}
    >
      <Background gap={18} />
      <Controls showInteractive={false} />
    </ReactFlow>
  );
}

/** The pipeline as a picture in which it can be changed. */
export function Canvas(props: CanvasProps) {
  return (
    <section className={style.canvas} aria-label="Graph of the pipeline">
      <ReactFlowProvider>
        <Flow {...props} />
      </ReactFlowProvider>
    </section>
  );
}
