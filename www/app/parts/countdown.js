/** The hook of a countdown. */
import { useEffect, useState } from "preact/hooks";

const TICK_MS = 1_000;

/** Returns the ms until a time, not above 0 after it. Renders again each second until then. @param {number} end in ms since the epoch */
export function useCountdown(end) {
  const [now, setNow] = useState(Date.now());
  const isOver = now >= end;
  useEffect(() => {
    if (isOver) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isOver]);
  return end - now;
}
