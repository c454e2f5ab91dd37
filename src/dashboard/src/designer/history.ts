/** A text with the way back and forth. */
export interface History {
  past: readonly string[];
  text: string;
  future: readonly string[];
  /** What the last change was about and when: one after the other about the same thing are undone together. */
  about: string | null;
  at: number;
}

const pause = 800;
const most = 300;

export const begun = (text: string): History => ({ past: [], text, future: [], about: null, at: 0 });

/** The next text. Changes about the same thing in quick succession make one step of undo; about nothing (null) each makes its own. */
export function changed(history: History, text: string, about: string | null, at: number): History {
  if (text === history.text) return history;
  const goesOn = about !== null && about === history.about && at - history.at < pause && history.past.length > 0;
  const past = goesOn ? history.past : [...history.past, history.text].slice(-most);
  return { past, text, future: [], about, at };
}

export function undone(history: History): History {
  const text = history.past.at(-1);
  if (text === undefined) return history;
  return { past: history.past.slice(0, -1), text, future: [history.text, ...history.future], about: null, at: 0 };
}

export function redone(history: History): History {
  const [text, ...future] = history.future;
  return text === undefined ? history : { past: [...history.past, history.text], text, future, about: null, at: 0 };
}

/** The one part in which two texts differ. */
export function difference(from: string, to: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < shorter - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  return { from: head, to: from.length - tail, insert: to.slice(head, to.length - tail) };
}
