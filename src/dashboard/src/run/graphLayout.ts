import { Graph, layout } from "@dagrejs/dagre";

export const nodeSize = { width: 172, height: 58 };

export interface Placed {
  id: string;
  x: number;
  y: number;
}

/** Where the steps of a pipeline are drawn: those that need others behind them, from left to right or from top to bottom. */
export function placesOf(steps: readonly { id: string; needs: string[] }[], direction: "LR" | "TB"): Placed[] {
  const graph = new Graph();
  graph.setGraph({ rankdir: direction, nodesep: 24, ranksep: 40 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const step of steps) graph.setNode(step.id, { ...nodeSize });
  for (const step of steps) for (const need of step.needs) graph.setEdge(need, step.id);
  layout(graph);
  return steps.map(({ id }) => {
    const { x, y } = graph.node(id) as { x: number; y: number };
    return { id, x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 };
  });
}
