import { useEffect, useState } from "react";

const pause = 350;

/** A value once it has stayed the same for a moment: what is typed is asked about when the typing pauses. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);

  // Only time tells whether more follows.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value]);

  return settled;
}
