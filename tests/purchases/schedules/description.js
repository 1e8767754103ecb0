/**
 * What an order's description says of whose it is: its reference, and the call that ordered it.
 *
 * @param {string} description
 * @returns {{ reference: string | undefined, mark: string | undefined }}
 */
export function readDescription(description) {
  const found = /^po1:[^:]*:([^:]+):(.*)$/.exec(description);
  return { reference: found?.[1], mark: found?.[2] };
}
