// The gateway in workerd, in front of a sandbox: several isolates that share their Durable Objects.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { assertNoViolations } from "../hosts/no-violations.js";
import { startSandbox } from "../sandbox/server.js";
import { isolatesOf } from "../workerd-isolates.js";
import { assertDescribed } from "./described.js";
import { purchaseRequest } from "./purchase-request.js";

const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
const WORKER_FILES = ["worker.js", "clock.js"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** @typedef {ReturnType<typeof useGateway>} Rig */

/**
 * @param {{ isolates?: number, limit?: number }} [options]
 */
export function useGateway({ isolates = 3, limit } = {}) {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let pressone;
  /** @type {Miniflare} */
  let miniflare;
  /** @type {string} */
  let url;
  before(
    async () => {
      pressone = await startSandbox();
      const { iccids, emails, credentials, numbers } = pressone.sandbox;
      const bindings = {
        PRESSONE: pressone.url,
        CREDENTIALS: credentials,
        NUMBERS: numbers,
        SECRET: "a secret of the tests' own, and long enough",
        ESIMS: {
          ada: [iccids.active, iccids.unlimited, iccids.recycled],
          guest: [iccids.active],
          eve: [iccids.digits17],
        },
        EMAILS: { ada: [emails.subscriber], mallory: [emails.subscriber] },
        ...(limit && { LIMIT: limit }),
      };
      const options = { isolates, pkg: PKG, scripts: WORKER_FILES, store: "StoreObject", bindings };
      miniflare = new Miniflare(isolatesOf(options));
      url = String(await miniflare.ready).replace(/\/$/, "");
    },
    { timeout: 60_000 },
  );
  after(async () => {
    await miniflare?.dispose();
    await pressone?.close();
  });

  return {
    sandbox: () => pressone.sandbox,
    url: () => url,
    /** A sandbox for one test, and the gateway in front of it. @param {string} name */
    world(name) {
      const sandbox = pressone.worlds.get(name);
      /**
       * @param {string} path
       * @param {RequestInit & { shopper?: string | null, isolate?: number, reset?: Promise<unknown> }} [init]
       */
      const send = async (path, { shopper = "ada", isolate = 0, ...init } = {}) => {
        const headers = new Headers(init.headers);
        if (shopper !== null) headers.set("Authorization", `Bearer shopper-${shopper}`);
        headers.set("X-Isolate", `isolate${isolate % isolates}`);
        const answer = await exchange(url, `/${name}${path}`, { ...init, headers });
        // The shop's own calls and preflights are not described.
        if (answer.body?.meta?.gateway) assertDescribed({ ...init, path, headers }, answer);
        return answer;
      };
      /** @param {string} endpoint */
      const count = (endpoint) =>
        sandbox.requests.filter((request) => request.endpoint === endpoint).length;
      return { sandbox, send, count, ...requestsBy(send) };
    },
    /** Fails if the sandbox received a request that PressOne does not document. */
    assertDocumentedRequests: () => assertNoViolations(pressone.url, 1),
  };
}

/**
 * Sends a request exactly as given. `fetch` would correct its path and its headers.
 *
 * @param {string} url
 * @param {string} path
 * @param {RequestInit & { headers: Headers, reset?: Promise<unknown> | undefined }} init `reset`: the
 *   connection is reset when this resolves, so the call rejects.
 * @returns {Promise<{ status: number, headers: Headers, text: string, body: any }>}
 */
export function exchange(url, path, { method = "GET", headers, body, reset }) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    // A new connection each time, because unread bytes of an answer would reach the next request.
    const options = {
      ...{ hostname, port, path, method },
      headers: Object.fromEntries(headers),
      agent: false,
    };
    const sent = request(options, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      answer.on("error", reject);
      answer.on("end", () => {
        /** @type {[string, string][]} */
        const pairs = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        resolve({
          status: answer.statusCode ?? 0,
          headers: new Headers(pairs),
          text,
          body: text ? JSON.parse(text) : null,
        });
      });
    });
    sent.on("error", reject);
    sent.end(body);
    reset?.then(() => {
      sent.socket?.resetAndDestroy();
      reject(new Error("the test has reset the connection"));
    });
  });
}

/** The path of a new purchase. */
export const PURCHASES = "/purchases";

/** @param {string} reference The form of a reference in a path. */
export const base64url = (reference) => Buffer.from(reference, "latin1").toString("base64url");

/** @param {(path: string, init?: any) => Promise<any>} send */
function requestsBy(send) {
  /** @param {string} reference @param {object} body @param {any} [more] */
  const post = (reference, body, { headers, ...more } = {}) =>
    send(PURCHASES, { ...purchaseRequest(reference, body, headers), ...more });
  return {
    /** @param {Record<string, unknown>} order @param {string} reference @param {any} [more] */
    buy: (order, reference, more) => post(reference, { kind: "topup", ...order }, more),

    /** @param {Record<string, unknown>} order @param {string} reference @param {any} [more] */
    buySims: (order, reference, more) => post(reference, { kind: "sim", ...order }, more),

    /** @param {string} number @param {string} email @param {string} reference @param {any} [more] */
    claim: (number, email, reference, more) =>
      post(reference, { kind: "claim", number, email }, more),

    /** @param {string} email @param {string} reference @param {any} [more] */
    renew: (email, reference, { tries, ...more } = /** @type {any} */ ({})) =>
      post(reference, { kind: "renewal", email, ...(tries && { tries }) }, more),

    /** The purchase of a reference. @param {string} reference @param {any} [more] */
    state: (reference, more) => send(`${PURCHASES}/${base64url(reference)}.json`, more),

    /**
     * Calls a method as the shop's own code does.
     *
     * @param {string} method
     * @param {any[]} args
     * @param {{ isolate?: number, aheadMs?: number }} [options] `aheadMs`: how much the clock is ahead.
     */
    async direct(method, args, { isolate = 0, aheadMs = 0 } = {}) {
      const init = { method: "POST", body: JSON.stringify({ args, aheadMs }), shopper: null };
      const { status, body } = await send(`/direct/${method}`, { ...init, isolate });
      if (status !== 200) throw Object.assign(new Error(body.message), body);
      return body;
    },

    /** The first offer for an eSIM. @param {string} iccid @param {any} [more] */
    async offer(iccid, more) {
      const { status, body, text } = await send(`/customer/v2/sims/${iccid}/topups`, more);
      assert.equal(status, 200, text);
      return body.data[0];
    },
  };
}
