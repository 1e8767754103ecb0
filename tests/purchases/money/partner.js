// The partner: the sandbox behind a raw socket. It injects the fault in an order's reference into the
// answer, and counts the POSTs of each reference.
import { setTimeout as sleep } from "node:timers/promises";
import { createWorlds } from "../../../pkg-template/package/sandbox/core/worlds.js";
import { findPlan, parseFault } from "./purchase-plan.js";
import { ANSWER_FAULTS } from "./raw-http/answer-faults.js";
import { listen } from "./raw-http/server.js";
import { LISTED_AFTER_MS, LISTED_DURING_MS, SLOW_MS } from "./seller/timing.js";

/**
 * @typedef {import("./raw-http/server.js").Call} Call
 * @typedef {import("./raw-http/server.js").Answer} Answer
 * @typedef {import("../../../pkg-template/package/sandbox/index.js").Fault} Fault
 * @typedef {Awaited<ReturnType<typeof startPartner>>} Partner
 *
 * @typedef {{ underWay: number, endedAt: number }} Traffic
 *
 * @typedef {object} PartnerFault A fault that is more than a broken answer.
 * @property {string} answer The answer's fault.
 * @property {Fault} [sandbox] The sandbox's fault.
 * @property {number} [delayMs] How long the order waits until it is made.
 */

/** @type {Fault} */
const REFUSAL = { endpoint: "submit", kind: "error", code: 11 };
/** @param {number} ms @returns {Fault} */
const listedAfter = (ms) => ({ endpoint: "submit", kind: "late-visibility", ms });
/** @type {Record<string, PartnerFault>} */
const PARTNER_FAULTS = {
  "list-soon": { sandbox: listedAfter(LISTED_DURING_MS), answer: "rst" },
  "list-late": { sandbox: listedAfter(LISTED_AFTER_MS), answer: "rst" },
  slow: { delayMs: SLOW_MS, answer: "fin" },
  refused: { sandbox: REFUSAL, answer: "none" },
};
/** After so many answers to a read, the connection is closed, so some POSTs use a fresh one. */
const CLOSE_EVERY = 3;

/** @param {Pick<import("./killer.js").Killer, "kill" | "isDisabled">} killer */
export async function startPartner(killer) {
  const settings = { tokensPerMinute: 1_000_000 };
  const worlds = createWorlds({ balance: 1_000_000, settings });
  /**
   * The number of POSTs by reference, without those that were refused.
   *
   * @type {Map<string, number>}
   */
  const arrivals = new Map();
  /**
   * For each group, how often each fault met a fresh and a reused connection.
   *
   * @type {Map<string, Map<string, number>>}
   */
  const injected = new Map();
  /** The orders that are on their way, and the end of the last one, by group. @type {Map<string, Traffic>} */
  const traffic = new Map();
  let reads = 0;
  let lastOrder = Promise.resolve();

  /** @param {Call} call @returns {Promise<Answer>} */
  async function forward({ method, path, headers, body }) {
    const init = { method, headers, ...(method === "GET" ? {} : { body: new Uint8Array(body) }) };
    const response = await worlds.fetch(new Request(`http://partner.invalid${path}`, init));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  }

  /**
   * Makes one order at a time, because the sandbox gives a fault to the next request.
   *
   * @param {Call} call
   * @param {Fault} [fault]
   */
  function makeOrder(call, fault) {
    const order = lastOrder.then(() => {
      if (fault) worlds.get(worldOf(call.path)).faults.add(fault);
      return forward(call);
    });
    lastOrder = order.then(
      () => undefined,
      () => undefined,
    );
    return order;
  }

  /** @param {string} group @returns {Traffic} */
  function trafficOf(group) {
    const known = traffic.get(group) ?? { underWay: 0, endedAt: performance.now() };
    traffic.set(group, known);
    return known;
  }

  /** @param {Call} call */
  async function serveOrder(call) {
    const plan = findPlan(call.body.toString("latin1"));
    if (!plan) throw new Error(`an order without a reference: ${call.body}`);
    const orders = trafficOf(plan.group);
    orders.underWay += 1;
    try {
      return await serveBrokenOrder(call, plan);
    } finally {
      orders.underWay -= 1;
      orders.endedAt = performance.now();
    }
  }

  /** @param {Call} call @param {import("./purchase-plan.js").Plan & { reference: string }} plan */
  async function serveBrokenOrder(call, plan) {
    const { reference, group, killPoint } = plan;
    const { kind, ordered } = parseFault(plan.partner);
    const { sandbox, delayMs = 0, answer } = PARTNER_FAULTS[kind] ?? { answer: kind };
    const arrivedBefore = arrivals.get(reference) ?? 0;
    if (sandbox !== REFUSAL) arrivals.set(reference, arrivedBefore + 1);
    // A second POST makes a second order, so the ledger shows it.
    if (arrivedBefore > 0 || killer.isDisabled(group)) return call.answer(await makeOrder(call));
    countInjected(group, `${answer} ${call.reused ? "reused" : "fresh"}`);
    await sleep(delayMs);
    const real = ordered || sandbox ? await makeOrder(call, sandbox) : { status: 500 };
    if (killPoint === "before-answer" && killer.kill(plan)) return undefined;
    return ANSWER_FAULTS[answer]?.(call, real);
  }

  /** @param {string} group @param {string} what */
  function countInjected(group, what) {
    const counts = injected.get(group) ?? new Map();
    injected.set(group, counts.set(what, (counts.get(what) ?? 0) + 1));
  }

  /** @param {Call} call */
  async function serve(call) {
    if (call.method === "POST" && call.path.endsWith("/orders/topups")) return serveOrder(call);
    const answer = await forward(call);
    reads += 1;
    return call.answer(answer, call.method === "GET" && reads % CLOSE_EVERY === 0);
  }

  const { url, close } = await listen(serve);
  return {
    close,
    injected,
    arrivals,
    url,
    /** Waits until no order of a group has been on its way for so long. @param {string} group @param {number} ms */
    async quiet(group, ms) {
      const orders = trafficOf(group);
      const restMs = () => (orders.underWay > 0 ? ms : orders.endedAt + ms - performance.now());
      for (let rest = ms; rest > 0; rest = restMs()) await sleep(rest);
    },
    /** @param {string} name */
    world: (name) => ({ url: `${url}/world/${name}`, sandbox: worlds.get(name) }),
  };
}

/** @param {string} path */
const worldOf = (path) => /^\/world\/([\w.-]+)/.exec(path)?.[1] ?? "";
