/** What a key sequence does, for the help and for the listener. */
export interface Shortcut {
  keys: string;
  about: string;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: "?", about: "This list" },
  { keys: "g o", about: "Go to the overview" },
  { keys: "g p", about: "Go to the pipelines" },
  { keys: "g c", about: "Go to the calendar" },
  { keys: "g n", about: "Go to the nodes" },
  { keys: "g u", about: "Go to users, tokens and keys" },
  { keys: "g s", about: "Go to the server's settings" },
  { keys: "g m", about: "Go to your own account" },
  { keys: "g a", about: "Go to the audit" },
  { keys: "/", about: "Search on this page" },
  { keys: "[", about: "Previous tab of a page" },
  { keys: "]", about: "Next tab of a page" },
  { keys: "Esc", about: "Close a dialog" },
];

/** Whether a key that is typed belongs to something else: a field, a dialog, a shortcut of the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return true;
  const target = event.target;
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
