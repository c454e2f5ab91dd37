import { useEffect, useImperativeHandle, useRef, type Ref } from "react";
import type { EditorView } from "@codemirror/view";
import type { Finding } from "./findings";
import { goTo, openEditor, showFindings, showLines, showText } from "./yamlSetup";
import style from "./Designer.module.css";

export interface YamlHandle {
  /** Shows a place of the text, both from 1, and may put the focus there. */
  goTo: (line: number, column: number, focuses: boolean) => void;
  focus: () => void;
}

interface YamlEditorProps {
  ref: Ref<YamlHandle>;
  text: string;
  findings: readonly Finding[];
  lines: { from: number; to: number } | undefined;
  onType: (text: string) => void;
  onLine: (line: number) => void;
}

/** The text of the pipeline. CodeMirror is no React component: it is opened once and told what changes. */
export function YamlEditor({ ref, text, findings, lines, onType, onLine }: YamlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const first = useRef(text);
  const heard = useRef({ onType, onLine });

  useEffect(() => {
    heard.current = { onType, onLine };
  });

  useEffect(() => {
    if (!place.current) return;
    const opened = openEditor(place.current, first.current, {
      onType: (typed) => heard.current.onType(typed),
      onLine: (line) => heard.current.onLine(line),
    });
    view.current = opened;
    return () => opened.destroy();
  }, []);

  useEffect(() => {
    if (view.current) showText(view.current, text);
  }, [text]);

  useEffect(() => {
    if (view.current) showFindings(view.current, findings);
  }, [findings]);

  const [from, to] = [lines?.from, lines?.to];
  useEffect(() => {
    if (view.current) showLines(view.current, from === undefined || to === undefined ? undefined : { from, to });
  }, [from, to, text]);

  useImperativeHandle(ref, () => ({
    goTo: (line, column, focuses) => view.current && goTo(view.current, line, column, focuses),
    focus: () => view.current?.focus(),
  }));

  return <div ref={place} className={style.yaml} />;
}
