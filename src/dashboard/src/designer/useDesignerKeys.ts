import { useEffect, useRef } from "react";
import { isTyping } from "../app-shell/keys";
import type { Design } from "./useDesign";
import type { Steps } from "./useSteps";

export interface KeyTargets {
  design: Design;
  steps: Steps;
  publish: () => void;
  /** Goes so many steps on, or back. */
  walk: (by: number) => void;
  toList: () => void;
  toYaml: () => void;
  toForm: () => void;
  /** Out of a field, back to what is looked at. */
  leave: () => void;
  toPalette: (where: "after" | "before") => void;
}

function onCommand(event: KeyboardEvent, { design, publish }: KeyTargets): boolean {
  if (event.altKey || document.querySelector("dialog[open]")) return false;
  const key = event.key.toLowerCase();
  if (key === "s" && !event.shiftKey) publish();
  else if (key === "z" && !event.shiftKey) design.undo();
  else if (key === "y" || (key === "z" && event.shiftKey)) design.redo();
  else return false;
  return true;
}

function onPlain(key: string, targets: KeyTargets): boolean {
  const { steps, design } = targets;
  const { step } = design.selection;
  const acts: Record<string, () => void> = {
    a: () => targets.toPalette("after"),
    b: () => targets.toPalette("before"),
    j: () => targets.walk(1),
    k: () => targets.walk(-1),
    i: targets.toForm,
    y: targets.toYaml,
    v: targets.toList,
    d: () => step !== null && steps.duplicate(step),
    Delete: steps.removeSelected,
    Backspace: steps.removeSelected,
  };
  acts[key]?.();
  return key in acts;
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Whether copying and pasting is about text somewhere, and not about steps. */
const isAboutText = (event: ClipboardEvent): boolean => document.querySelector("dialog[open]") !== null || isField(event.target);

/** The keys of the designer, and copying and pasting as the browser knows it: also into another window. */
export function useDesignerKeys(targets: KeyTargets): void {
  const latest = useRef(targets);

  useEffect(() => {
    latest.current = targets;
  });

  // Keys and the clipboard are the document's, not an element's.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && isField(event.target) && !document.querySelector("dialog[open]")) latest.current.leave();
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand ? onCommand(event, latest.current) : !isTyping(event) && onPlain(event.key, latest.current)) event.preventDefault();
    };
    const onCopy = (event: ClipboardEvent) => {
      const lines = isAboutText(event) || !(getSelection()?.isCollapsed ?? true) ? null : latest.current.steps.copied();
      if (lines === null) return;
      event.clipboardData?.setData("text/plain", `${lines}\n`);
      event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isAboutText(event) && latest.current.steps.paste(event.clipboardData?.getData("text/plain") ?? "")) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("copy", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, []);
}
