/**
 * Clients that are spoiled on purpose, each as a wrong protocol would behave, by what they are given:
 * the checks have to find every one of them.
 *
 * @typedef {import("./visitors.js").Sabotage} Sabotage
 */

/** Keys of the journal. @param {string} key */
const isEntry = (key) => key.startsWith("pressone-esim:write:");

/** @type {Record<string, Sabotage>} */
export const SABOTAGES = {
  "writes nothing down": {
    storage: (storage) => ({
      ...storage,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) =>
        isEntry(key) ? undefined : storage.setItem(key, value),
      replaceItem: () => true,
    }),
  },
  "claims whatever is there": {
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
  "finds nothing": {
    fetch: (fetch) => async (request) => {
      const list = new URL(request.url).pathname.endsWith("/orders");
      const response = await fetch(request);
      if (!list || response.status !== 200) return response;
      const text = async () => '{"data":[],"meta":{}}';
      return /** @type {any} */ ({
        status: 200,
        redirected: false,
        headers: response.headers,
        text,
      });
    },
  },
  "sends again": {
    fetch: (fetch) => async (request) => {
      if (!isOrder(request)) return fetch(request);
      const again = request.clone();
      try {
        return await fetch(request);
      } catch {
        return fetch(again);
      }
    },
  },
  "takes a 5xx for a refusal": {
    fetch: (fetch) => async (request) => {
      const response = await fetch(request);
      if (!isOrder(request) || response.status < 500) return response;
      const text = async () => '{"code":11,"reason":"no"}';
      return /** @type {any} */ ({
        status: 422,
        redirected: false,
        headers: response.headers,
        text,
      });
    },
  },
};

/** @param {Request} request */
const isOrder = ({ method, url }) => method === "POST" && url.endsWith("/orders/topups");
