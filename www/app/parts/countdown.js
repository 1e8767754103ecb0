/** The time until a moment, which the page counts down. */
import { useEffect, useState } from "preact/hooks";

const TICK_MS = 1_000;

/** Returns the time until then, and renders again each second until then. @param {number} then @returns {number} in ms */
export function useCountdown(then) {
  const [now, setNow] = useState(Date.now());
  const isOver = now >= then;
  useEffect(() => {
    if (isOver) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isOver]);
  return then - now;
}
