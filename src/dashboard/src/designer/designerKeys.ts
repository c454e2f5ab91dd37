import type { Shortcut } from "../app-shell/keys";

/** The keys of the designer, for the help. */
export const designerShortcuts: readonly Shortcut[] = [
  { keys: "Ctrl S", about: "Publish" },
  { keys: "Ctrl Z", about: "Undo" },
  { keys: "Ctrl Y", about: "Do again" },
  { keys: "a", about: "Add a step: to the kinds" },
  { keys: "b", about: "Add a step before the one looked at" },
  { keys: "j", about: "Next step" },
  { keys: "k", about: "Step before" },
  { keys: "i", about: "To the form of the step" },
  { keys: "y", about: "To the YAML" },
  { keys: "Esc", about: "Out of a field or the YAML, so that keys count again" },
  { keys: "v", about: "Graph or list" },
  { keys: "Del", about: "Delete the step or the connection" },
  { keys: "d", about: "Duplicate the step" },
  { keys: "Ctrl C", about: "Copy the step" },
  { keys: "Ctrl V", about: "Put copied steps behind it" },
];
