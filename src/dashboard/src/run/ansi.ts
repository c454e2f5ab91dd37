import { plainText } from "../ui/plainText";

/** A part of a line that looks the same throughout; the classes are those of the log's style. */
export interface Part {
  text: string;
  classes: string[];
}

interface Look {
  color: string | undefined;
  bold: boolean;
  dim: boolean;
  underlined: boolean;
}

const colors = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const sgr = /\x1b\[([0-9;]*)m/g;

const plain = (): Look => ({ color: undefined, bold: false, dim: false, underlined: false });

/** One code changes the look; answers how many of the codes after it belong to it. */
function apply(look: Look, code: number, next: number | undefined, index: number | undefined): number {
  if (code === 0) Object.assign(look, plain());
  else if (code === 1) look.bold = true;
  else if (code === 2) look.dim = true;
  else if (code === 4) look.underlined = true;
  else if (code === 22) look.bold = look.dim = false;
  else if (code === 24) look.underlined = false;
  else if (code >= 30 && code <= 37) look.color = colors[code - 30];
  else if (code >= 90 && code <= 97) look.color = colors[code - 90];
  else if (code === 39) look.color = undefined;
  else if (code === 38 || code === 48) {
    // Of 256 colours the first sixteen have names; the others are left as they were.
    if (code === 38 && next === 5 && index !== undefined && index < 16) look.color = colors[index % 8];
    return next === 5 ? 2 : next === 2 ? 4 : 0;
  }
  return 0;
}

function classesOf(look: Look): string[] {
  return [look.color, look.bold && "bold", look.dim && "dim", look.underlined && "underlined"].filter((name) => typeof name === "string");
}

/** A line of a terminal as parts with colours; whatever else it would do to a terminal is taken out. */
export function ansiParts(line: string): Part[] {
  const parts: Part[] = [];
  const look = plain();
  let end = 0;
  const push = (text: string) => {
    const shown = plainText(text);
    if (shown !== "") parts.push({ text: shown, classes: classesOf(look) });
  };
  for (const match of line.matchAll(sgr)) {
    push(line.slice(end, match.index));
    end = match.index + match[0].length;
    const codes = (match[1] ?? "").split(";").map(Number);
    for (let at = 0; at < codes.length; at++) at += apply(look, codes[at] ?? 0, codes[at + 1], codes[at + 2]);
  }
  push(line.slice(end));
  return parts;
}
