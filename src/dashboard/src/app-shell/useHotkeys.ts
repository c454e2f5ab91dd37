import { useEffect } from "react";
import { useNavigate } from "react-router";
import { isTyping } from "./keys";

const patience = 1200;
const places: Record<string, string> = {
  o: "/",
  p: "/pipelines",
  c: "/calendar",
  n: "/nodes",
  u: "/people",
  s: "/settings",
  m: "/account",
  a: "/audit",
};

function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>("input[type=search]");
  field?.focus();
  return field !== null;
}

function stepTab(by: number): void {
  const tabs = [...document.querySelectorAll<HTMLAnchorElement>("[data-tabs] a, nav[aria-label$=parts] a")];
  const at = tabs.findIndex((tab) => tab.ariaCurrent === "page");
  tabs[at + by]?.click();
}

/** The keys that work on every page. */
export function useHotkeys(showHelp: () => void): void {
  const navigate = useNavigate();

  // Keys are the document's, not an element's.
  useEffect(() => {
    let wentAt = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const place = event.timeStamp - wentAt < patience ? places[event.key] : undefined;
      wentAt = event.key === "g" ? event.timeStamp : -Infinity;
      if (place !== undefined) void navigate(place);
      else if (event.key === "?") showHelp();
      else if (event.key === "[") stepTab(-1);
      else if (event.key === "]") stepTab(1);
      else if (event.key !== "/" || !focusSearch()) return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate, showHelp]);
}
