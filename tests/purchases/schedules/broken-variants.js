import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadModules, PACKAGE } from "./modules.js";

/**
 * Variants of the package with a defect each. The checks have to find every one of them. A defect of the
 * gateway is a replaced text of the built module. The partner client is compiled, so its defects are
 * wrappers of the store or of `fetch` that make it act as a broken client would.
 *
 * @typedef {import("./environment/hosts.js").Defect} Defect
 * @typedef {import("./environment/hosts.js").Modules} Modules
 *
 * @typedef {object} Variant
 * @property {string} finds The check that has to find it.
 * @property {Defect} [defect]
 * @property {[file: string, text: string, replacement: string][]} [gateway] Files of the gateway.
 */

const TARGET = fileURLToPath(new URL("../../../target/broken-gateways", import.meta.url));

/** Each variant by its effect. @type {Record<string, Variant>} */
export const VARIANTS = {
  "skips the look-up": {
    finds: "is open at the end",
    defect: {
      partnerFetch: (fetch) => async (request) => {
        const isList = new URL(request.url).pathname.endsWith("/orders");
        const response = await fetch(request);
        return isList && response.status === 200 ? answer(200, '{"data":[],"meta":{}}') : response;
      },
    },
  },
  "sends an order again, without a word of PressOne": {
    finds: "orders of",
    defect: {
      partnerFetch: (fetch) => async (request) => {
        if (!isOrder(request)) return fetch(request);
        const copy = request.clone();
        try {
          return await fetch(request);
        } catch {
          return fetch(copy);
        }
      },
    },
  },
  "claims without compare-and-set": {
    finds: "orders of",
    defect: {
      store: (store) => ({
        ...store,
        async compareAndSet(
          /** @type {string} */ key,
          /** @type {any} */ _,
          /** @type {any} */ value,
        ) {
          await (value === null ? store.delete(key) : store.put(key, value));
          return true;
        },
      }),
    },
  },
  "takes a 2xx without id as an order": {
    finds: "an order that does not exist",
    defect: {
      partnerFetch: (fetch) => async (request) => {
        const response = await fetch(request);
        if (!isOrder(request) || response.status !== 200) return response;
        const text = await response.text();
        const hasOrder = text.includes('"code":');
        return answer(200, hasOrder ? text : '{"data":{"id":1,"code":"unknown"}}');
      },
    },
  },
  "treats a 5xx as a refusal": {
    finds: "told",
    defect: {
      partnerFetch: (fetch) => async (request) => {
        const response = await fetch(request);
        if (!isOrder(request) || response.status < 500) return response;
        return answer(422, '{"code":11,"reason":"no"}');
      },
    },
  },
  "is a page that sends again without the gateway's word": {
    finds: "without the gateway's word",
    defect: {
      pageFetch: (fetch) => async (request) => {
        if (request.method !== "POST") return fetch(request);
        const copy = request.clone();
        try {
          return await fetch(request);
        } catch {
          return fetch(copy);
        }
      },
    },
  },
  "is a page that takes a lost answer for a failure": {
    finds: "tries of",
    defect: {
      pageFetch: (fetch) => async (request) => {
        if (request.method !== "POST") return fetch(request);
        const { url, method, headers, signal } = request;
        const body = await request.text();
        const init = { method, headers, signal };
        try {
          return await fetch(new Request(url, { ...init, body }));
        } catch {
          const further = { ...JSON.parse(body), tries: JSON.parse(body).tries + 1 };
          return fetch(new Request(url, { ...init, body: JSON.stringify(further) }));
        }
      },
    },
  },
  "ignores the tries of a page": {
    finds: "failures instead of",
    gateway: [["purchase-request.js", 'members.get("tries") ?? 0', "1_000_000"]],
  },
  "has the shopper in the journal's key": {
    finds: "orders of",
    gateway: [
      [
        "purchases.js",
        "...{ reference, package_id, shopper, tries },",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a module
        "...{ reference: `${reference}~${shopper}`, package_id, shopper, tries },",
      ],
    ],
  },
  "asks verifyPayment after the claim": {
    finds: "without a payment",
    gateway: [
      [
        "purchases.js",
        'const payment = await callHook("verifyPayment", async () =>',
        'const verify = () => callHook("verifyPayment", async () =>',
      ],
      [
        "purchases.js",
        'if (payment === "pending") return { refusal: answers.paymentPending(PAYMENT_PAUSE_MS) };',
        "const payment = { price: null };",
      ],
      [
        "purchases.js",
        'if (payment === "unpaid") return { refusal: answers.paymentRequired() };',
        "",
      ],
      [
        "purchases.js",
        "return answer === true;",
        'return answer === true && typeof (await verify()) === "object";',
      ],
      ["purchases.js", "...(policy.confirmOffer && { confirmOffer }),", "confirmOffer,"],
      ["purchases.js", "policy.confirmOffer?.(identity, order, offer),", "true,"],
    ],
  },
  "leaves its mark out": {
    finds: "failed without a fault",
    gateway: [["answers.js", "gateway: MARK, message", "message"]],
  },
  "answers from the entry of a stranger": {
    finds: "showed a stranger",
    gateway: [
      ["purchase-reads.js", "partner.getPurchase(key,", "partner.getPurchase(key.reference,"],
    ],
  },
  "takes a failed entry for the end of every try": {
    finds: "fails after settling",
    gateway: [["purchases.js", "entry.tries > purchase.tries", "true"]],
  },
};

/** @param {Request} request */
const isOrder = ({ method, url }) => method === "POST" && url.endsWith("/orders/topups");

/** @param {number} status @param {string} body @returns {Response} */
const answer = (status, body) =>
  /** @type {any} */ ({
    status,
    redirected: false,
    headers: new Headers(),
    text: async () => body,
  });

/**
 * Loads a variant. Throws if the text that it replaces is not there any more.
 *
 * @param {string} name
 * @returns {Promise<Modules>}
 */
export async function loadVariant(name) {
  const { gateway, defect = {} } = /** @type {Variant} */ (VARIANTS[name]);
  if (!gateway) return loadModules({ defect });
  const copy = `${TARGET}/${name.replace(/\W+/g, "-")}`;
  const folder = `${copy}/gateway`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(`${PACKAGE}/gateway`, folder, { recursive: true });
  // The gateway imports it from beside its folder.
  cpSync(`${PACKAGE}/is-refused.js`, `${copy}/is-refused.js`);
  for (const [file, text, replacement] of gateway) {
    const source = readFileSync(`${folder}/${file}`, "utf8");
    // The first of two places is meant. The other one is of renewals.
    if (!source.includes(text)) throw new Error(`${file} has no text "${text}": "${name}" is void`);
    writeFileSync(
      `${folder}/${file}`,
      source.replace(text, () => replacement),
    );
  }
  return loadModules({ gateway: `${folder}/index.js`, defect });
}
