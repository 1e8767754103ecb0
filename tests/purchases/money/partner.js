// The partner: the sandbox's books behind a raw socket. It does to each POST what the order's reference
// says, counts, and keeps the only ledger that matters.
import { setTimeout as pause } from "node:timers/promises";
import { createWorlds } from "../../sandbox/index.js";
import { LATE_MS, LATER_MS, SLOW_MS } from "./hosts/times.js";
import { planIn, rowOf } from "./plan.js";
import { ROWS } from "./raw/rows.js";
import { listen } from "./raw/server.js";

/** @typedef {import("./raw/server.js").Call} Call */
/** @typedef {import("./raw/server.js").Answer} Answer */

const REFUSAL = { endpoint: "submit", kind: "error", code: 11 };
const late = (/** @type {number} */ ms) => ({ endpoint: "submit", kind: "late-visibility", ms });
/** What the sandbox is told of an order, where a row is more than a broken answer. */
/** @type {Record<string, { fault?: import("../../sandbox/index.js").Fault, after?: number, row: string }>} */
const OWN_ROWS = {
  late: { fault: late(LATE_MS), row: "rst" },
  later: { fault: late(LATER_MS), row: "rst" },
  slow: { after: SLOW_MS, row: "fin" },
  refused: { fault: REFUSAL, row: "plain" },
};
/** Every so many answers to a read its connection ends, so that POSTs come on fresh ones as well. */
const FRESH_EVERY = 3;

/**
 * @param {Pick<ReturnType<typeof import("./reaper.js").reaper>, "strike" | "spares">} death ends the
 *   process that a POST came from
 */
export async function startPartner({ strike, spares }) {
  const settings = { tokensPerMinute: 1_000_000 };
  const worlds = createWorlds({ balance: 1_000_000, settings });
  /** @type {Map<string, number>} POSTs that were not refused for certain, by reference */
  const arrivals = new Map();
  /**
   * For each buyer, how often each row was played on a fresh or a reused connection.
   *
   * @type {Map<string, Map<string, number>>}
   */
  const played = new Map();
  let reads = 0;
  let turn = Promise.resolve();

  /** @param {Call} call @returns {Promise<Answer>} */
  async function ask({ method, path, headers, body }) {
    const init = { method, headers, ...(method === "GET" ? {} : { body: new Uint8Array(body) }) };
    const response = await worlds.fetch(new Request(`http://partner.invalid${path}`, init));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  }

  /**
   * One order at a time: the fault is this one's.
   *
   * @param {Call} call
   * @param {import("../../sandbox/index.js").Fault} [fault]
   */
  function book(call, fault) {
    const booked = turn.then(() => {
      if (fault) worlds.get(worldOf(call.path)).faults.add(fault);
      return ask(call);
    });
    turn = booked.then(
      () => undefined,
      () => undefined,
    );
    return booked;
  }

  /** @param {Call} call */
  async function order(call) {
    const plan = planIn(call.body.toString("latin1"));
    if (!plan) throw new Error(`an order without a reference: ${call.body}`);
    const { reference } = plan;
    const planned = rowOf(plan.partner);
    const { fault, after = 0, row } = OWN_ROWS[planned.row] ?? { row: planned.row };
    const before = arrivals.get(reference) ?? 0;
    if (fault !== REFUSAL) arrivals.set(reference, before + 1);
    // Whatever comes a second time is served, so that it shows.
    if (before > 0 || spares(plan.who)) return call.answer(await book(call));
    const what = `${row} ${call.reused ? "reused" : "fresh"}`;
    const own = played.get(plan.who) ?? new Map();
    played.set(plan.who, own.set(what, (own.get(what) ?? 0) + 1));
    await pause(after);
    const real = planned.made || fault ? await book(call, fault) : { status: 500 };
    if (plan.harm === "posted" && strike(plan)) return undefined;
    return ROWS[row]?.(call, real);
  }

  /** @param {Call} call */
  async function serve(call) {
    if (call.method === "POST" && call.path.endsWith("/orders/topups")) return order(call);
    const answer = await ask(call);
    reads += 1;
    return call.answer(answer, call.method === "GET" && reads % FRESH_EVERY === 0);
  }

  const { url, close } = await listen(serve);
  return {
    close,
    played,
    arrivals,
    url,
    /** @param {string} name */
    world: (name) => ({ url: `${url}/world/${name}`, sandbox: worlds.get(name) }),
  };
}

/** @param {string} path */
const worldOf = (path) => /^\/world\/([\w.-]+)/.exec(path)?.[1] ?? "";
