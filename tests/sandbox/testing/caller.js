import { createSandbox } from "../../../pkg-template/package/sandbox/core/sandbox.js";

/**
 * A plain client for the sandbox's own tests.
 *
 * @typedef {ReturnType<typeof createCaller>} Caller
 */

export const ORIGIN = "https://sandbox.invalid";

/** A fixed time, because tests compare dates. */
export const NOON = Date.UTC(2026, 4, 20, 12);

/** @param {import("../../../pkg-template/package/sandbox/index.js").SandboxOptions} [options] */
export function fixedSandbox(options = {}) {
  return createSandbox({ now: () => NOON, ...options });
}

/**
 * @param {(request: Request) => Promise<Response>} fetch
 * @param {string} [base]
 */
export function createCaller(fetch, base = ORIGIN) {
  let token = "";
  const headers = () => ({ accept: "application/json", authorization: `Bearer ${token}` });
  const caller = {
    /** @param {string} path @param {RequestInit} [init] */
    send: (path, init = {}) =>
      fetch(new Request(`${base}${path}`, { redirect: "manual", ...init })),

    /** @param {Record<string, string>} fields */
    token: (fields) =>
      caller.send("/customer/v2/token", {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams(fields),
      }),

    /** @param {{ client_id: string, client_secret: string }} credentials */
    async signIn(credentials) {
      const answer = await caller.token({ ...credentials, grant_type: "client_credentials" });
      token = (await json(answer)).data.access_token;
      return answer;
    },

    /** @param {string} value */
    useToken(value) {
      token = value;
    },

    /** @param {string} path @param {Record<string, string>} [extra] */
    get: (path, extra = {}) => caller.send(path, { headers: { ...headers(), ...extra } }),

    balance: () => caller.get("/customer/v2/balance"),

    /** @param {string | number} id @param {Record<string, string>} [query] */
    order(id, query = {}) {
      const text = new URLSearchParams(query).toString();
      return caller.get(`/customer/v2/orders/${id}${text && `?${text}`}`);
    },

    /** @param {Record<string, string>} [query] */
    packages(query = {}) {
      const text = new URLSearchParams(query).toString();
      return caller.get(`/customer/v2/packages${text && `?${text}`}`);
    },

    devices: () => caller.get("/customer/v2/compatible-devices-lite"),

    /** @param {Record<string, string>} [query] */
    esims(query = {}) {
      const text = new URLSearchParams(query).toString();
      return caller.get(`/customer/v2/sims${text && `?${text}`}`);
    },

    /** @param {string} iccid @param {Record<string, string>} [query] */
    esim(iccid, query = {}) {
      const text = new URLSearchParams(query).toString();
      return caller.get(`/customer/v2/sims/${iccid}${text && `?${text}`}`);
    },

    /** @param {string} iccid */
    topups: (iccid) => caller.get(`/customer/v2/sims/${iccid}/topups`),

    /** @param {string} iccid */
    history: (iccid) => caller.get(`/customer/v2/sims/${iccid}/packages`),

    /** @param {string} iccid @param {string} [language] */
    instructions: (iccid, language = "en") =>
      caller.get(`/customer/v2/sims/${iccid}/instructions`, { "accept-language": language }),

    /** @param {string} iccid */
    usage: (iccid) => caller.get(`/customer/v2/sims/${iccid}/usage`),

    /** @param {Record<string, string>} [query] */
    orders(query = {}) {
      const text = new URLSearchParams(query).toString();
      return caller.get(`/customer/v2/orders${text && `?${text}`}`);
    },

    /** @param {Record<string, string>} [query] @param {Record<string, string>} [extra] */
    users(query = {}, extra = headers()) {
      const text = new URLSearchParams(query).toString();
      const path = `/api/third-party/partner/user/${text && `?${text}`}`;
      return caller.send(path, { headers: { accept: "application/json", ...extra } });
    },

    /** @param {Record<string, string>} fields @param {AbortSignal} [signal] */
    submit(fields, signal) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      const init = { method: "POST", headers: headers(), body, ...(signal ? { signal } : {}) };
      return caller.send("/customer/v2/orders/topups", init);
    },

    /** @param {Record<string, string | string[]>} fields */
    buy(fields) {
      const body = new FormData();
      for (const [name, values] of Object.entries(fields)) {
        for (const value of [values].flat()) body.append(name, value);
      }
      return caller.send("/customer/v2/orders", { method: "POST", headers: headers(), body });
    },

    /** @param {Record<string, string>} [query] @param {Record<string, string>} [extra] */
    numbers(query = {}, extra = headers()) {
      const text = new URLSearchParams(query).toString();
      const path = `/api/third-party/partner/available-numbers/${text && `?${text}`}`;
      return caller.send(path, { headers: { accept: "application/json", ...extra } });
    },

    /** @param {unknown} body @param {Record<string, string>} [extra] */
    claim: (body, extra = headers()) =>
      caller.send("/api/third-party/partner/claim-number/", {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json", ...extra },
        body: JSON.stringify(body),
      }),

    /** @param {unknown} body @param {Record<string, string>} [extra] */
    renew: (body, extra = headers()) =>
      caller.send("/api/third-party/partner/renew-number/", {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json", ...extra },
        body: JSON.stringify(body),
      }),
  };
  return caller;
}

/** Returns a signed-in caller of a sandbox. @param {import("../../../pkg-template/package/sandbox/index.js").Sandbox} sandbox */
export async function signedIn(sandbox, fetch = sandbox.fetch) {
  const caller = createCaller(fetch);
  await caller.signIn(sandbox.credentials);
  return caller;
}

/** @param {Response} response @returns {Promise<any>} */
export async function json(response) {
  return JSON.parse(await response.text());
}
