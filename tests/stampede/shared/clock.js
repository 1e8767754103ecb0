// A clock that a test sets forward, in any engine. The package and its stores read it at each use.

const date = Date.now;
const monotonic = performance.now.bind(performance);
let ahead = 0;

/** Replaces the clocks of this process or isolate. */
export function installClock() {
  Date.now = () => date() + ahead;
  performance.now = () => monotonic() + ahead;
}

/** @param {number} ms */
export function advance(ms) {
  ahead += ms;
}

export const aheadMs = () => ahead;
