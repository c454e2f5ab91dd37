import { Graph as Drawing, layout } from "@dagrejs/dagre";
import type { Graph, Place } from "./readGraph";

export const cardSize = { width: 196, height: 56 };

type Shape = [steps: [key: string, id: string, needs: string[]][], places: [id: string, place: Place][]];

/** What the places of the steps depend on, as one text: as long as it stays, they need not be computed anew. */
export function shapeOf({ steps, places }: Graph): string {
  const shape: Shape = [steps.map(({ key, id, needs }) => [key, id, needs]), [...places]];
  return JSON.stringify(shape);
}

/** Where the steps of a shape are drawn: where the text says, else from top to bottom behind those they need. */
export function placed(shape: string): Map<string, Place> {
  const [steps, said] = JSON.parse(shape) as Shape;
  const drawing = new Drawing();
  drawing.setGraph({ rankdir: "TB", nodesep: 28, ranksep: 44 });
  drawing.setDefaultEdgeLabel(() => ({}));
  const byId = new Map(steps.map(([key, id]) => [id, key]));
  for (const [key] of steps) drawing.setNode(key, { ...cardSize });
  for (const [key, , needs] of steps) {
    for (const need of needs) {
      const from = byId.get(need);
      if (from !== undefined && from !== key) drawing.setEdge(from, key);
    }
  }
  layout(drawing);
  const places = new Map(said);
  return new Map(
    steps.map(([key, id]) => {
      const { x, y } = drawing.node(key) as Place;
      return [key, places.get(id) ?? { x: Math.round(x - cardSize.width / 2), y: Math.round(y - cardSize.height / 2) }];
    }),
  );
}
