import { agoText, durationText, leftText } from "./durations";
import { useNow } from "./useNow";

const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric" });

/** How long ago it was; the exact time when pointed at. */
export function Ago({ at }: { at: string }) {
  const now = useNow();
  const date = new Date(at);
  return (
    <time dateTime={at} title={whole.format(date)}>
      {agoText(date, now)}
    </time>
  );
}

/** A time of day. */
export function Clock({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={whole.format(date)}>
      {clock.format(date)}
    </time>
  );
}

/** Day and time. */
export function When({ at }: { at: string }) {
  return <time dateTime={at}>{whole.format(new Date(at))}</time>;
}

/** A day. */
export function Day({ at }: { at: string }) {
  return <time dateTime={at}>{day.format(new Date(at))}</time>;
}

/** How long something took, or takes so far. */
export function Took({ from, to }: { from: string; to: string | null }) {
  const now = useNow(to === null);
  return <>{durationText((to === null ? now : Date.parse(to)) - Date.parse(from))}</>;
}

/** What is left until then. */
export function Left({ until, passed = "any moment" }: { until: string; passed?: string }) {
  const now = useNow();
  return <>{leftText(new Date(until), now) ?? passed}</>;
}
