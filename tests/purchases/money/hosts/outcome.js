// How a call ended, in a form that can travel. Runs in pages and in every engine.

/**
 * @typedef {{ code: string | null } | { kind: string, message: string }} Outcome
 * @param {Promise<{ code: string | null }>} order
 * @returns {Promise<Outcome>}
 */
export const outcomeOf = (order) =>
  order.then(
    ({ code }) => ({ code }),
    ({ kind, message }) => ({ kind: kind ?? "none", message }),
  );
