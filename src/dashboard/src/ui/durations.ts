const units = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3600 },
  { name: "min", seconds: 60 },
  { name: "s", seconds: 1 },
] as const;

/** A length of time in the two largest units that say something: "1.2 s", "48 s", "3 min 12 s", "2 d 4 h". */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  let rest = Math.round(seconds);
  const first = units.findIndex((unit) => rest >= unit.seconds);
  const parts: string[] = [];
  for (const unit of units.slice(first, first + 2)) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) parts.push(`${count} ${unit.name}`);
  }
  return parts.join(" ");
}

/** How long ago something was, in one unit: "just now", "4 min ago", "3 d ago". */
export function agoText(then: Date, now: number): string {
  const seconds = Math.floor((now - then.getTime()) / 1000);
  const unit = units.find((one) => seconds >= one.seconds);
  if (!unit || seconds < 5) return seconds < -5 ? `in ${durationText(-seconds * 1000)}` : "just now";
  return `${Math.floor(seconds / unit.seconds)} ${unit.name} ago`;
}

/** What is left until a moment, in whole seconds below a minute: "4 s", "1 min 3 s"; nothing once it has passed. */
export function leftText(until: Date, now: number): string | undefined {
  const left = Math.ceil((until.getTime() - now) / 1000);
  if (left <= 0) return undefined;
  return left < 60 ? `${left} s` : durationText(left * 1000);
}

/** The time that half of them took at most; nothing for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** Bytes in the largest unit of 1024 that says something: "512 B", "3.4 GiB". */
export function bytesText(bytes: number): string {
  const names = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = bytes < 1 ? 0 : Math.min(names.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value >= 10 || power === 0 ? Math.round(value) : value.toFixed(1)} ${names[power] ?? "B"}`;
}
