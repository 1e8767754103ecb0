// The gateway in workerd, in front of a sandbox: several isolates that share their Durable Objects.
import { request } from "node:http";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { workerModules } from "../../www/server/worker-modules.mjs";
import { assertNoViolations } from "../hosts/no-violations.js";
import { startSandbox } from "../sandbox/server.js";

/** A worker that passes each request to the isolate that `X-Isolate` names, without that header. */
const FRONT = `export default {
  fetch(request, env) {
    const forwarded = new Request(request);
    forwarded.headers.delete("X-Isolate");
    return env[request.headers.get("X-Isolate") ?? "isolate0"].fetch(forwarded);
  },
};`;
const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
const WORKER = fileURLToPath(new URL("worker.js", import.meta.url));

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
      const { iccids, emails, credentials } = pressone.sandbox;
      const bindings = {
        PRESSONE: pressone.url,
        CREDENTIALS: credentials,
        SECRET: "a secret of the tests' own, and long enough",
        ESIMS: { ada: [iccids.active, iccids.unlimited, iccids.recycled], eve: [iccids.digits17] },
        EMAILS: { ada: [emails.subscriber] },
        ...(limit && { LIMIT: limit }),
      };
      const names = Array.from({ length: isolates }, (_, index) => `isolate${index}`);
      miniflare = new Miniflare({
        host: "127.0.0.1",
        port: 0,
        workers: [
          {
            name: "front",
            modules: true,
            script: FRONT,
            serviceBindings: Object.fromEntries(names.map((name) => [name, name])),
          },
          ...names.map((name) => ({
            ...workerModules(PKG, [WORKER]),
            name,
            compatibilityDate: "2026-04-01",
            bindings,
            durableObjects: {
              GATEWAY: { className: "GatewayObject", scriptName: "isolate0", useSQLite: true },
            },
          })),
        ],
      });
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
       * @param {RequestInit & { shopper?: string | null, isolate?: number }} [init]
       */
      const send = async (path, { shopper = "ada", isolate = 0, ...init } = {}) => {
        const headers = new Headers(init.headers);
        if (shopper !== null) headers.set("Authorization", `Bearer shopper-${shopper}`);
        headers.set("X-Isolate", `isolate${isolate % isolates}`);
        return exchange(url, `/${name}${path}`, { ...init, headers });
      };
      return { sandbox, send, ...requestsBy(send) };
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
 * @param {RequestInit & { headers: Headers }} init
 * @returns {Promise<{ status: number, headers: Headers, text: string, body: any }>}
 */
export function exchange(url, path, { method = "GET", headers, body }) {
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
  });
}

export const TOPUPS = "/customer/v2/orders/topups";
export const RENEW = "/api/third-party/partner/renew-number/";
const BOUNDARY = "----a-boundary";

/** @param {[string, string][]} fields */
export const multipart = (fields) => ({
  method: "POST",
  headers: { "Content-Type": `multipart/form-data; boundary=${BOUNDARY}` },
  body: `${fields
    .map(
      ([name, value]) =>
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join("")}--${BOUNDARY}--\r\n`,
});

/** @param {(path: string, init?: any) => Promise<any>} send */
function requestsBy(send) {
  return {
    /** @param {{ iccid: string, package_id: string, description?: string }} order @param {string} reference @param {object} [more] */
    buy(order, reference, more = {}) {
      const init = multipart(Object.entries(order));
      return send(TOPUPS, {
        ...init,
        headers: { ...init.headers, "Idempotency-Key": reference },
        ...more,
      });
    },
    /** @param {string} email @param {string} reference @param {object} [more] */
    renew: (email, reference, more = {}) =>
      send(RENEW, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": reference },
        body: JSON.stringify({ email }),
        ...more,
      }),
    /** The first offer for an eSIM. @param {string} iccid */
    async offer(iccid) {
      const { body } = await send(`/customer/v2/sims/${iccid}/topups`);
      return body.data[0];
    },
  };
}
