/**
 * What an endpoint is given and what it is made of.
 *
 * @typedef {import("../core/errors.js").Answer} Answer
 * @typedef {import("../core/strict.js").Rules} Rules
 *
 * @typedef {object} Settings
 * @property {number} historyWindowMs One history request per eSIM in this time; 0: no limit.
 * @property {number} tokensPerMinute 0: no limit.
 * @property {number} listedAfterMs Until a new order shows up in the order list, whatever fault hits its request.
 * @property {boolean} cors
 * @property {boolean} exposeRetryAfter Whether CORS answers let scripts read Retry-After.
 * @property {string} partnerKey Value of the renewal's own header; empty: Bearer only.
 *
 * @typedef {object} Context
 * @property {import("../core/request.js").ParsedRequest} request
 * @property {Record<string, string>} params From the path.
 * @property {Record<string, string>} fields From the body.
 * @property {URLSearchParams} query
 * @property {import("../state/state.js").State} state
 * @property {import("../core/shapes.js").Shapes} shapes
 * @property {import("../core/writer.js").Writer} write
 * @property {Settings} settings
 * @property {{ client_id: string, client_secret: string }} credentials
 * @property {number} now
 * @property {number} orderDelay Milliseconds until a new order shows up in the order list.
 *
 * @typedef {object} Route
 * @property {string} name
 * @property {string} method
 * @property {RegExp} pattern Its named groups become params.
 * @property {Rules} rules
 * @property {(context: Context) => Answer} handle Throws a Refusal for a request that no documentation allows.
 */

/** A violation that only the endpoint itself can see. */
export class Refusal extends Error {}
