/**
 * Parses an order's description into the reference and the mark of the call that placed the order.
 *
 * @param {string} description
 * @returns {{ reference: string | undefined, mark: string | undefined }}
 */
export function parseDescription(description) {
  const [, reference, mark] = /^po1:[^:]*:([^:]+):(.*)$/.exec(description) ?? [];
  return { reference, mark };
}
