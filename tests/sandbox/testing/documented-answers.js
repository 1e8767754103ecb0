import { DAY } from "../../../pkg-template/package/sandbox/core/dates.js";
import { BUSINESS_CODES } from "../../../pkg-template/package/sandbox/core/errors.js";

/** Faults with a documented answer. */
const KINDS = /** @type {const} */ (["rate-limited", "unauthorized", "forbidden", "invalid"]);

/**
 * Requests every documented answer of every endpoint once.
 *
 * @typedef {{ name: string, status: number, headers: Record<string, string>, text: string }} NamedAnswer
 *
 * @param {import("../../../pkg-template/package/sandbox/index.js").Sandbox} sandbox
 * @param {import("./caller.js").Caller} caller
 * @returns {Promise<NamedAnswer[]>}
 */
export async function documentedAnswers(sandbox, caller) {
  /** @type {NamedAnswer[]} */
  const answers = [];
  for await (const [name, response] of responses(sandbox, caller)) {
    answers.push({
      name,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      // Tokens are random; without them two runs are comparable.
      text: (await response.text()).replace(/[0-9a-f]{48}/g, "…"),
    });
  }
  return answers;
}

/**
 * @param {import("../../../pkg-template/package/sandbox/index.js").Sandbox} sandbox
 * @param {import("./caller.js").Caller} caller
 * @returns {AsyncGenerator<[string, Response]>}
 */
async function* responses(sandbox, caller) {
  yield* tokenResponses(sandbox, caller);
  yield* esimResponses(sandbox, caller);
  yield* orderResponses(sandbox, caller);
  yield* listResponses(sandbox, caller);
  for (const [name, email] of Object.entries(sandbox.emails)) {
    yield [`renew: ${name}`, await caller.renew({ email })];
  }
  yield* userResponses(sandbox, caller);
  yield* faultResponses(sandbox, caller);
}

/** @type {typeof responses} */
async function* tokenResponses({ credentials }, caller) {
  const grant = { ...credentials, grant_type: "client_credentials" };
  yield ["token", await caller.token(grant)];
  yield ["token: unknown id", await caller.token({ ...grant, client_id: "somebody" })];
  yield ["token: wrong secret", await caller.token({ ...grant, client_secret: "wrong" })];
}

/** @type {typeof responses} */
async function* esimResponses({ iccids }, caller) {
  for (const [name, iccid] of Object.entries(iccids)) {
    yield [`topups: ${name}`, await caller.topups(iccid)];
    yield [`history: ${name}`, await caller.history(iccid)];
  }
  yield ["history: too soon", await caller.history(iccids.active)];
}

/** @type {typeof responses} */
async function* orderResponses({ iccids, faults }, caller) {
  const packages = {
    active: "northwind-30days-3gb-topup",
    unlimited: "polaris-10days-unlimited-topup",
    voiceText: "harbour-30days-5gb-voice-topup",
  };
  const order = { package_id: packages.active, iccid: iccids.active };
  /** @type {[string, { package_id: string, iccid: string, description?: string }][]} */
  const orders = [
    ["submit", { ...order, description: "Paid 7" }],
    ["submit: unlimited", { package_id: packages.unlimited, iccid: iccids.unlimited }],
    ["submit: voice", { package_id: packages.voiceText, iccid: iccids.voiceText }],
    ["submit: other package", { ...order, package_id: packages.unlimited }],
    ["submit: recycled", { ...order, iccid: iccids.recycled }],
    ["submit: unknown eSIM", { ...order, iccid: iccids.unknown }],
  ];
  for (const [name, fields] of orders) yield [name, await caller.submit(fields)];
  faults.add({ endpoint: "submit", kind: "order-limit" });
  yield ["submit: limit", await caller.submit(order)];
  for (const code of BUSINESS_CODES) {
    faults.add({ endpoint: "submit", kind: "error", code });
    yield [`submit: ${code}`, await caller.submit(order)];
  }
}

/** @type {typeof responses} */
async function* listResponses({ iccids, clock }, caller) {
  const lastDay = new Date(clock.now() - 2 * DAY).toISOString().slice(0, 10);
  /** @type {[string, Record<string, string>][]} */
  const queries = [
    ["orders", {}],
    ["orders: all", { include: "sims,user,status", limit: "9", page: "2" }],
    ["orders: none", { "filter[code]": "no such code" }],
    ["orders: bad limit", { limit: "many", page: "first" }],
    ["orders: eSIM", { "filter[iccid]": iccids.active }],
    ["orders: dates", { "filter[created_at]": `2026-05-01 - ${lastDay}` }],
  ];
  for (const [name, query] of queries) yield [name, await caller.orders(query)];
}

/** @type {typeof responses} */
async function* userResponses({ emails, mobiles }, caller) {
  /** @type {[string, Record<string, string>][]} */
  const queries = [
    ["users", {}],
    ["users: next page", { page: "2", page_size: "4" }],
    ["users: no such page", { page: "99" }],
    ["users: email", { email: emails.freeTrial }],
    ["users: mobile", { mobile: mobiles.subscriber }],
    ["users: unknown email", { email: emails.unknown }],
  ];
  for (const [name, query] of queries) yield [name, await caller.users(query)];
}

/** @type {typeof responses} */
async function* faultResponses({ iccids, emails, faults }, caller) {
  const requests = {
    topups: () => caller.topups(iccids.active),
    renew: () => caller.renew({ email: emails.subscriber }),
    users: () => caller.users({ email: emails.subscriber }),
  };
  for (const endpoint of /** @type {const} */ (["topups", "renew", "users"])) {
    for (const kind of KINDS) {
      faults.add({ endpoint, kind });
      yield [`${endpoint}: ${kind}`, await requests[endpoint]()];
    }
  }
}
