import { defaultKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { Finding } from "./findings";
import { difference } from "./history";
import { yamlLook } from "./yamlLook";

/** A change that comes from the page and not from somebody who types. */
const fromPage = Annotation.define<boolean>();
const marked = new Compartment();

interface Heard {
  onType: (text: string) => void;
  /** The cursor was put on a line, from 1. */
  onLine: (line: number) => void;
}

/** An editor in a place of the page. Undo is the page's: there is one history of text and canvas. */
export function openEditor(parent: HTMLElement, text: string, { onType, onLine }: Heard): EditorView {
  const heard = EditorView.updateListener.of((update) => {
    if (update.transactions.some((one) => one.annotation(fromPage) === true)) return;
    if (update.docChanged) onType(update.state.doc.toString());
    if (update.selectionSet || update.docChanged) onLine(update.state.doc.lineAt(update.state.selection.main.head).number);
  });
  const extensions: Extension[] = [
    lineNumbers(),
    lintGutter(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    yaml(),
    yamlLook,
    marked.of([]),
    keymap.of(defaultKeymap),
    EditorView.cspNonce.of(document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ""),
    EditorView.contentAttributes.of({ tabindex: "0", "aria-label": "YAML of the pipeline", spellcheck: "false" }),
    heard,
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
}

/** Lets the editor show a text; the cursor stays where it is. */
export function showText(view: EditorView, text: string): void {
  const shown = view.state.doc.toString();
  if (shown !== text) view.dispatch({ changes: difference(shown, text), annotations: fromPage.of(true) });
}

function diagnostic({ state }: EditorView, { line: number, column, message, isWarning }: Finding): Diagnostic {
  const line = state.doc.line(Math.min(Math.max(1, number), state.doc.lines));
  const from = Math.min(line.from + Math.max(0, column - 1), line.to);
  return { from, to: Math.max(from, line.to), severity: isWarning ? "warning" : "error", message };
}

/** Marks what is wrong. */
export function showFindings(view: EditorView, findings: readonly Finding[]): void {
  const transaction = setDiagnostics(
    view.state,
    findings.map((one) => diagnostic(view, one)),
  );
  view.dispatch({ ...transaction, annotations: fromPage.of(true) });
}

/** Marks the lines of the step that is looked at. */
export function showLines(view: EditorView, lines: { from: number; to: number } | undefined): void {
  const whole = Decoration.line({ class: "cm-selectedStep" });
  const { doc } = view.state;
  const last = Math.min(lines?.to ?? 0, doc.lines);
  const ranges = [];
  for (let number = lines?.from ?? 1; number <= last; number++) ranges.push(whole.range(doc.line(number).from));
  view.dispatch({ effects: marked.reconfigure(EditorView.decorations.of(Decoration.set(ranges))), annotations: fromPage.of(true) });
}

/** Puts the cursor at a place, both from 1, and shows it. */
export function goTo(view: EditorView, number: number, column: number, focuses: boolean): void {
  const line = view.state.doc.line(Math.min(Math.max(1, number), view.state.doc.lines));
  const at = Math.min(line.from + Math.max(0, column - 1), line.to);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }), annotations: fromPage.of(true) });
  if (focuses) view.focus();
}
