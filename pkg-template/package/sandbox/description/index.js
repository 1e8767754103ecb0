import description from "./openapi.js";
import { listOperations } from "./operations.js";

/** The OpenAPI description of the API, and its operations. */

export const DESCRIPTION = /** @type {any} */ (description);

export const OPERATIONS = listOperations(DESCRIPTION);

/** Names of the endpoints in faults and in the request log. */
export const ENDPOINTS = OPERATIONS.map(({ id }) => id);

/** Names of the endpoints of each product. @type {Record<string, string[]>} */
export const PRODUCTS = {
  data: OPERATIONS.filter(({ voice }) => !voice).map(({ id }) => id),
  voice: OPERATIONS.filter(({ voice }) => voice).map(({ id }) => id),
};
