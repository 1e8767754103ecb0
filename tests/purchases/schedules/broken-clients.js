import { isEntryKey } from "./stored-journal.js";

/**
 * Clients with a defect each. The checks have to find every one of them.
 *
 * @typedef {import("./environment/clients.js").Defect} Defect
 */

/** Each defect by what the client does. @type {Record<string, Defect>} */
export const DEFECTS = {
  "records nothing in the journal": {
    storage: (storage) => ({
      ...storage,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) =>
        isEntryKey(key) ? undefined : storage.setItem(key, value),
      replaceItem: () => true,
    }),
  },
  "overwrites entries of other clients": {
    storage: ({ lock, ...storage }) => ({
      ...storage,
      async replaceItem(
        /** @type {string} */ key,
        /** @type {unknown} */ _,
        /** @type {string} */ value,
      ) {
        await storage.setItem(key, value);
        return true;
      },
    }),
  },
  "finds no order in the list": {
    fetch: (fetch) => async (request) => {
      const isList = new URL(request.url).pathname.endsWith("/orders");
      const response = await fetch(request);
      if (!isList || response.status !== 200) return response;
      return jsonResponse(200, response.headers, '{"data":[],"meta":{}}');
    },
  },
  "sends an order again": {
    fetch: (fetch) => async (request) => {
      if (!isOrder(request)) return fetch(request);
      const copy = request.clone();
      try {
        return await fetch(request);
      } catch {
        return fetch(copy);
      }
    },
  },
  "treats a 5xx as a refusal": {
    fetch: (fetch) => async (request) => {
      const response = await fetch(request);
      if (!isOrder(request) || response.status < 500) return response;
      return jsonResponse(422, response.headers, '{"code":11,"reason":"no"}');
    },
  },
};

/** @param {Request} request */
const isOrder = ({ method, url }) => method === "POST" && url.endsWith("/orders/topups");

/** @param {number} status @param {Headers} headers @param {string} body @returns {Response} */
const jsonResponse = (status, headers, body) =>
  /** @type {any} */ ({ status, redirected: false, headers, text: async () => body });
