import { useMemo, useReducer, useState } from "react";
import { begun, changed, redone, undone, type History } from "./history";
import { readGraph, type Graph, type Reading } from "./readGraph";

/** What is looked at: a step by its key, or the way between two by their ids. */
export interface Selection {
  step: string | null;
  way: readonly [string, string] | null;
}

const nothing: Selection = { step: null, way: null };

interface State {
  history: History;
  selection: Selection;
}

type Action =
  | { kind: "changed"; text: string; about: string | null; at: number; select?: string | null }
  | { kind: "selected"; selection: Selection }
  | { kind: "undone" }
  | { kind: "redone" };

function next(state: State, action: Action): State {
  switch (action.kind) {
    case "changed": {
      const history = changed(state.history, action.text, action.about, action.at);
      return { history, selection: action.select === undefined ? state.selection : { step: action.select, way: null } };
    }
    case "selected":
      return { ...state, selection: action.selection };
    case "undone":
      return { ...state, history: undone(state.history) };
    case "redone":
      return { ...state, history: redone(state.history) };
  }
}

export interface Design {
  text: string;
  reading: Reading;
  /** The last text that could be read; null when there was none. */
  graph: Graph | null;
  selection: Selection;
  mayUndo: boolean;
  mayRedo: boolean;
  /** Types into the text. */
  type: (text: string) => void;
  /** Changes the text by what it says; nothing while it cannot be read. Changes about one thing are undone together. */
  edit: (change: (graph: Graph) => string | { text: string; select: string | null }, about?: string) => void;
  select: (step: string | null) => void;
  selectWay: (from: string, to: string) => void;
  undo: () => void;
  redo: () => void;
}

/** The text of a pipeline, which is the truth, and what the page makes of it. */
export function useDesign(initial: string): Design {
  const [{ history, selection }, act] = useReducer(next, initial, (text): State => ({ history: begun(text), selection: nothing }));
  const { text } = history;
  const reading = useMemo(() => readGraph(text), [text]);
  const [last, setLast] = useState<Graph | null>(reading.graph ?? null);
  if (reading.graph && reading.graph !== last) setLast(reading.graph);
  return {
    text,
    reading,
    graph: reading.graph ?? last,
    selection,
    mayUndo: history.past.length > 0,
    mayRedo: history.future.length > 0,
    type: (typed) => act({ kind: "changed", text: typed, about: "typing", at: performance.now() }),
    edit: (change, about) => {
      if (!reading.graph) return;
      const made = change(reading.graph);
      const edited = typeof made === "string" ? { text: made } : made;
      act({ kind: "changed", about: about ?? null, at: performance.now(), ...edited });
    },
    select: (step) => act({ kind: "selected", selection: { step, way: null } }),
    selectWay: (from, to) => act({ kind: "selected", selection: { step: null, way: [from, to] } }),
    undo: () => act({ kind: "undone" }),
    redo: () => act({ kind: "redone" }),
  };
}
