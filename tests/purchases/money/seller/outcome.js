// The result of a call in a form that can be sent as JSON. Runs in pages and in every engine.

/**
 * @param {Promise<{ code: string | null }>} order
 * @returns {Promise<import("../../shared/buyers.js").Outcome>}
 */
export const outcomeOf = (order) =>
  order.then(
    ({ code }) => ({ code }),
    ({ kind, message }) => ({ kind: kind ?? "none", message }),
  );
