/**
 * Answers that the description does not have, for the fault raw-answer.
 *
 * @typedef {{ status: number, json: unknown }} RawAnswer
 * @type {Record<string, RawAnswer>}
 */
export const RAW_ANSWERS = {
  // A success status, and no order.
  "code-200": { status: 200, json: { code: 11, reason: "Insufficient credit: 3.50 USD needed" } },
  "success-false": { status: 200, json: { success: false, message: "Nothing was ordered." } },
  "not-found-200": {
    status: 200,
    json: { data: [], meta: { message: "messages.resource_not_found" } },
  },
  "field-error-200": { status: 200, json: { data: { iccid: "The iccid is invalid." } } },
  "request-id": {
    status: 202,
    json: { data: { request_id: "f2p-4sLmZ0aQ" }, meta: { message: "success" } },
  },
  // An error status, and a body of another style.
  conflict: { status: 409, json: { message: "Conflict" } },
  "message-and-errors": {
    status: 422,
    json: {
      message: "The given data was invalid.",
      errors: { iccid: ["The iccid is invalid.", "The iccid is too short."] },
    },
  },
  "error-text": { status: 400, json: { error: "The package is gone." } },
  "error-description": {
    status: 401,
    json: { error: "invalid_client", error_description: "The client is not known." },
  },
};
