// The gateway in workerd: several isolates that share their Durable Objects, in front of a sandbox.
import { request } from "node:http";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { workerModules } from "../../www/server/worker-modules.mjs";
import { nothingWasForbidden } from "../hosts/contract.js";
import { startSandbox } from "../sandbox/server.js";

/** Chooses the isolate, and is seen by nobody. */
const FRONT = `export default {
  fetch(request, env) {
    const onward = new Request(request);
    onward.headers.delete("X-Isolate");
    return env[request.headers.get("X-Isolate") ?? "isolate0"].fetch(onward);
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
    /** A PressOne of a test's own, and the gateway in front of it. @param {string} name */
    world(name) {
      const sandbox = pressone.worlds.get(name);
      /**
       * @param {string} path
       * @param {RequestInit & { as?: string | null, isolate?: number }} [init]
       */
      const ask = async (path, { as = "ada", isolate = 0, ...init } = {}) => {
        const headers = new Headers(init.headers);
        if (as !== null) headers.set("Authorization", `Bearer shopper-${as}`);
        headers.set("X-Isolate", `isolate${isolate % isolates}`);
        return exchange(url, `/${name}${path}`, { ...init, headers });
      };
      return { sandbox, ask, ...writes(ask) };
    },
    /** PressOne was asked for nothing that it does not document. */
    nothingUndocumented: () => nothingWasForbidden(pressone.url, 1),
  };
}

/**
 * A request as it is written here: `fetch` would put its path and its headers right.
 *
 * @param {string} url
 * @param {string} path
 * @param {RequestInit & { headers: Headers }} init
 * @returns {Promise<{ status: number, headers: Headers, text: string, body: any }>}
 */
export function exchange(url, path, { method = "GET", headers, body }) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const all = Object.fromEntries(headers);
    // A connection of its own: what an answer left unread is nobody else's.
    const options = { hostname, port, path, method, headers: all, agent: false };
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

/** @param {(path: string, init?: any) => Promise<any>} ask */
function writes(ask) {
  return {
    /** @param {{ iccid: string, package_id: string, description?: string }} order @param {string} reference @param {object} [more] */
    buy(order, reference, more = {}) {
      const init = multipart(Object.entries(order));
      return ask(TOPUPS, {
        ...init,
        headers: { ...init.headers, "Idempotency-Key": reference },
        ...more,
      });
    },
    /** @param {string} email @param {string} reference @param {object} [more] */
    renew: (email, reference, more = {}) =>
      ask(RENEW, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": reference },
        body: JSON.stringify({ email }),
        ...more,
      }),
    /** @param {string} iccid */
    async offer(iccid) {
      const { body } = await ask(`/customer/v2/sims/${iccid}/topups`);
      return body.data[0];
    },
  };
}
