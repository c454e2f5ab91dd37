// ECMA-48: control sequences (CSI), strings that end in BEL or ST (OSC, DCS, …), two-character escapes, and control characters but tab and line feed.
const sequences =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

// They let a text look like another one.
const directions = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text that programs wrote, made plain for a page: without what steers terminals or turns its direction around. */
export function plainText(text: string): string {
  return text.replace(sequences, "").replace(directions, "");
}
