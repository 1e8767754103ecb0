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
  yield ["balance", await caller.balance()];
  yield ["devices", await caller.devices()];
  yield ["packages", await caller.packages()];
  yield ["packages: topup", await caller.packages({ include: "topup", limit: "2", page: "2" })];
  yield ["packages: none", await caller.packages({ "filter[country]": "FR" })];
  yield ["packages: bad limit", await caller.packages({ limit: "many" })];
  yield* esimResponses(sandbox, caller);
  yield* orderResponses(sandbox, caller);
  yield* simResponses(sandbox, caller);
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
    yield [`esim: ${name}`, await caller.esim(iccid)];
    yield [`usage: ${name}`, await caller.usage(iccid)];
    yield [`instructions: ${name}`, await caller.instructions(iccid)];
  }
  const include = "order,order.status,order.user,share";
  yield ["esim: all", await caller.esim(iccids.active, { include })];
  /** @type {[string, Record<string, string>][]} */
  const queries = [
    ["esims", {}],
    ["esims: all", { include, limit: "4", page: "2" }],
    ["esims: none", { "filter[iccid]": "000" }],
    ["esims: bad page", { page: "first" }],
    ["esims: dates", { "filter[created_at]": "2026-05-01 - 2026-05-19" }],
  ];
  for (const [name, query] of queries) yield [name, await caller.esims(query)];
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
async function* simResponses({ faults }, caller) {
  const order = { package_id: "northwind-15days-2gb", quantity: "2", type: "sim" };
  const shared = { to_email: "ada@example.org", "sharing_option[]": ["link", "pdf"] };
  /** @type {[string, Record<string, string | string[]>][]} */
  const orders = [
    ["buy", { ...order, description: "Paid 8" }],
    ["buy: shared", { ...order, ...shared, brand_settings_name: "Northwind" }],
    ["buy: voice", { ...order, package_id: "harbour-30days-3gb-voice" }],
    ["buy: unknown package", { ...order, package_id: "gone" }],
    ["buy: 51 eSIMs", { ...order, quantity: "51" }],
    ["buy: unknown brand", { ...order, brand_settings_name: "none" }],
    ["buy: address alone", { ...order, to_email: "ada@example.org" }],
    ["buy: out of stock", { ...order, package_id: "test-out-of-stock-7days-1gb" }],
  ];
  for (const [name, fields] of orders) yield [name, await caller.buy(fields)];
  for (const code of BUSINESS_CODES) {
    faults.add({ endpoint: "buy", kind: "error", code });
    yield [`buy: ${code}`, await caller.buy(order)];
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
  // Ids of 2^53 and more need each digit, so they are read from the text.
  const text = await (await caller.orders({ limit: "1" })).clone().text();
  const id = /"id":"?(\d+)/.exec(text)?.[1] ?? "";
  yield ["order", await caller.order(id)];
  yield ["order: all", await caller.order(id, { include: "sims,user,status" })];
  yield ["order: unknown", await caller.order(1)];
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
  yield ["numbers", await caller.numbers()];
  yield ["numbers: next page", await caller.numbers({ country: "US", page: "2", page_size: "3" })];
  yield ["numbers: no such page", await caller.numbers({ page: "99" })];
  const mobile = "+12025550210";
  yield ["claim: unknown number", await caller.claim({ email: emails.unknown, mobile: "+1" })];
  yield ["claim: has a number", await caller.claim({ email: emails.freeTrial, mobile })];
  yield ["claim", await caller.claim({ email: emails.unknown, mobile })];
}

/** @type {typeof responses} */
async function* faultResponses({ iccids, emails, faults }, caller) {
  const requests = {
    topups: () => caller.topups(iccids.active),
    renew: () => caller.renew({ email: emails.subscriber }),
    users: () => caller.users({ email: emails.subscriber }),
    numbers: () => caller.numbers(),
    claim: () => caller.claim({ email: "new@example.com", mobile: "+12025550211" }),
  };
  for (const endpoint of /** @type {(keyof typeof requests)[]} */ (Object.keys(requests))) {
    for (const kind of KINDS) {
      faults.add({ endpoint, kind });
      yield [`${endpoint}: ${kind}`, await requests[endpoint]()];
    }
  }
}
