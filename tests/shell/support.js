// The JavaScript that the shell's tests share: `fetch` functions, storages and the sandbox. Each file of
// tests has its own JavaScript beside it.

/** @typedef {(request: Request) => unknown} Answer */
/** @typedef {{ getItem: unknown, setItem: unknown, removeItem: unknown, [member: string]: unknown }} Storage */

/** A proxy that throws at every access. */
export function revokedProxy() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** A promise that never settles. */
export const never = () => new Promise(() => {});

/** A function that returns a promise that rejects with this value. @param {unknown} value */
export const rejecting = (value) => () => Promise.reject(value);

/** A function that throws. @param {string} message */
export const thrower = (message) => () => {
  throw new Error(message);
};

/**
 * A `fetch` that records its requests.
 *
 * @param {Answer} answer
 */
export function recordingFetch(answer) {
  /** @type {Request[]} */
  const requests = [];
  return Object.assign(
    async (/** @type {Request} */ request) => {
      requests.push(request);
      return await answer(request);
    },
    { requests },
  );
}

/** The requests of a recording `fetch`. @param {{ requests: Request[] }} fetch */
export const requestsOf = ({ requests }) => requests;

/** @param {Request} request */
export const headersOf = ({ headers }) => Object.fromEntries(headers);

export const offlineFetch = () => recordingFetch(() => Promise.reject(new TypeError("offline")));

/** A `fetch` that answers with this body. @param {string} body @param {HeadersInit | undefined} headers */
export const answeringFetch = (body, headers) =>
  recordingFetch(() => new Response(body, { headers: headers ?? {} }));

/** True for an async iterator that is iterable itself. @param {any} value */
export const isAsyncIterable = (value) => value[Symbol.asyncIterator]() !== undefined;

/** Calls a control of the sandbox. @param {string} url @param {string} method @param {unknown} body */
export async function control(url, method, body) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  return await (await fetch(url, init)).json();
}

/** A token as a gateway gets it. @param {string} url @param {Record<string, string>} credentials */
export async function requestToken(url, credentials) {
  const body = new URLSearchParams({ ...credentials, grant_type: "client_credentials" });
  const headers = { Accept: "application/json" };
  const answer = await fetch(`${url}/customer/v2/token`, { method: "POST", body, headers });
  return (await answer.json()).data.access_token;
}

/** @param {number} ms */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {number} ms */
export const abortAfter = (ms) => AbortSignal.timeout(ms);

/** @param {string} path of the page's own origin */
export const ownUrl = (path) => location.origin + path;

export const storedText = () => JSON.stringify(Object.entries(localStorage));

export const clearStorage = () => localStorage.clear();

/** A storage over a map, with these members instead of its own. @param {object} [members] @returns {Storage} */
export function storageWith(members) {
  /** @type {Map<string, string>} */
  const entries = new Map();
  return {
    getItem: (/** @type {string} */ key) => entries.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) =>
      void entries.set(key, value),
    removeItem: (/** @type {string} */ key) => void entries.delete(key),
    ...members,
  };
}
