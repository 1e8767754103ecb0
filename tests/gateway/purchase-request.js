// The request of a purchase, as a page sends it.

/** @param {string} reference @param {object} body @param {Record<string, string>} [headers] */
export const purchaseRequest = (reference, body, headers = {}) => ({
  method: "POST",
  headers: {
    "Content-Type": "application/json",
    "Idempotency-Key": JSON.stringify(reference),
    ...headers,
  },
  body: JSON.stringify(body),
});
