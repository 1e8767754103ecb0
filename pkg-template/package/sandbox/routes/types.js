/**
 * A route answers one operation of the description, which has checked the request before.
 *
 * @typedef {import("../core/errors.js").Answer} Answer
 * @typedef {(context: Context) => Answer} Route Throws a Refusal for a request that is not allowed.
 *
 * @typedef {import("../index.d.ts").Settings} Settings
 *
 * @typedef {object} Context
 * @property {import("../core/request.js").ParsedRequest} request
 * @property {Record<string, string>} params From the path.
 * @property {Record<string, string>} fields From the body.
 * @property {string[]} invalidFields Names of missing or malformed body fields, which the route answers with an error.
 * @property {URLSearchParams} query
 * @property {import("../state/state.js").State} state
 * @property {import("../core/shapes.js").Shapes} shapes
 * @property {import("../core/writer.js").Writer} write
 * @property {Settings} settings
 * @property {{ client_id: string, client_secret: string }} credentials
 * @property {number} now
 * @property {number} listingDelayMs Time until the order list shows a new order.
 */

/** A violation that the description cannot express. */
export class Refusal extends Error {}
