// A shop in this process: the gateway over the partner client over PressOne's imitation. Each shopper has an
// eSIM of their own.
import assert from "node:assert/strict";
import { createGateway } from "../../pkg/gateway/index.js";
import { createClient } from "../../pkg/partner/node.js";
import { createSandbox } from "../../pkg-template/package/sandbox/index.js";
import { purchaseRequest } from "../gateway/purchase-request.js";

const ORIGIN = "https://shop.example";
/** The ICCIDs of the shoppers. */
const ICCID = /8999\d{15}/;

/** @param {number} shopper */
export const shopperId = (shopper) => `shopper-${shopper}`;
/** @param {number} shopper */
const iccidOf = (shopper) => `8999${String(shopper).padStart(15, "0")}`;

/** @param {import("../../pkg-template/package/sandbox/index.js").Sandbox} sandbox */
async function tokenOf({ baseUrl, credentials, fetch }) {
  const body = new URLSearchParams({ ...credentials, grant_type: "client_credentials" });
  const headers = { Accept: "application/json" };
  const answer = await fetch(`${baseUrl}/customer/v2/token`, { method: "POST", headers, body });
  return String((await answer.json()).data.access_token);
}

/**
 * The imitation has few eSIMs. So each shopper has an imitation of their own, whose active eSIM is theirs.
 * Other eSIMs use `sandbox`.
 *
 * @param {import("../../pkg-template/package/sandbox/index.js").Sandbox} sandbox
 * @returns {typeof fetch}
 */
function fetchForMany(sandbox) {
  /** @type {Map<string, { own: import("../../pkg-template/package/sandbox/index.js").Sandbox, token: string }>} */
  const known = new Map();

  /** @param {string} iccid */
  async function sandboxOf(iccid) {
    const found = known.get(iccid);
    if (found) return found;
    const own = createSandbox();
    const opened = { own, token: await tokenOf(own) };
    known.set(iccid, opened);
    return opened;
  }

  return async (input, init) => {
    const request = new Request(input, init);
    const sent = await request.text();
    const { method, url } = request;
    const headers = new Headers(request.headers);
    const iccid = ICCID.exec(url + sent)?.[0];
    // The faults of a test are those of `sandbox`.
    if (!iccid || sandbox.faults.list().length > 0) {
      const translated = sent.replace(ICCID, sandbox.iccids.active);
      const body = sent === "" ? {} : { body: translated };
      return sandbox.fetch(url.replace(ICCID, sandbox.iccids.active), { method, headers, ...body });
    }
    const { own, token } = await sandboxOf(iccid);
    const { active } = own.iccids;
    headers.set("Authorization", `Bearer ${token}`);
    const body = sent === "" ? {} : { body: sent.replace(iccid, active) };
    const answer = await own.fetch(url.replace(iccid, active), { method, headers, ...body });
    const text = (await answer.text()).replaceAll(active, iccid);
    return new Response(text, { status: answer.status, headers: answer.headers });
  };
}

/** @param {import("pressone-esim/stores").Store} store */
export async function openShop(store) {
  const sandbox = createSandbox();
  const partner = await createClient({
    baseUrl: sandbox.baseUrl,
    credentials: sandbox.credentials,
    fetch: fetchForMany(sandbox),
    store,
    secret: "a secret of the tests' own, and long enough",
    lookUpMs: 5,
    maxRetries: 0,
  });
  const gateway = createGateway({
    partner,
    basePath: "",
    authorize: (request) => ({ id: String(request.headers.get("X-Shopper")) }),
    ownsEsim: () => true,
    verifyPayment: () => true,
    onError() {},
  });
  const [offer] = await partner.getTopupPackages(sandbox.iccids.active);
  assert.ok(offer);

  /** @param {number} shopper @param {string} path @param {RequestInit} [init] */
  async function send(shopper, path, init = {}) {
    const headers = { ...init.headers, "X-Shopper": shopperId(shopper) };
    const answer = await gateway(new Request(ORIGIN + path, { ...init, headers }));
    return { status: answer.status, body: /** @type {any} */ (await answer.json()) };
  }

  /** @param {number} shopper @param {string} path */
  async function read(shopper, path) {
    const { status, body } = await send(shopper, path);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }

  return {
    sandbox,
    partner,
    /** @param {number} shopper @param {string} reference @param {number} [expected] the status of the answer */
    async buy(shopper, reference, expected = 200) {
      const order = { kind: "topup", iccid: iccidOf(shopper), package_id: offer.id };
      const { status, body } = await send(shopper, "/purchases", purchaseRequest(reference, order));
      assert.equal(status, expected, JSON.stringify(body));
    },
    /** @param {number} shopper */
    history: (shopper) => read(shopper, `/customer/v2/sims/${iccidOf(shopper)}/packages`),
    /** @param {number} shopper */
    purchases: (shopper) => read(shopper, "/purchases.json"),
  };
}
