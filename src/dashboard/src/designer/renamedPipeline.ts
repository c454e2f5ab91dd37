import { readGraph } from "./readGraph";
import { setRoot } from "./setField";
import { spliced } from "./spans";

/** A pipeline's text under another name; what cannot be read stays as it is. */
export function renamedPipeline(text: string, name: string): string {
  const { graph } = readGraph(text);
  const splice = graph ? setRoot(graph, ["name"], name.slice(0, 63)) : null;
  return splice ? spliced(text, [splice]) : text;
}
