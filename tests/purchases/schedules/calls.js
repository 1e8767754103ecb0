import { plan as offer } from "../../sandbox/data/catalogue.js";
import { confirmation } from "./confirm.js";
import { RENEWALS } from "./plan.js";

/**
 * Who calls what, and what comes of it.
 *
 * @typedef {import("./world.js").World} World
 * @typedef {import("./tab.js").Tab} Tab
 * @typedef {import("./plan.js").PlannedCall} PlannedCall
 * @typedef {import("./plan.js").Purchase} Purchase
 * @typedef {import("./visitors.js").Visitor} Visitor
 *
 * @typedef {{ timeoutMs?: number | undefined, signal?: AbortSignal | undefined }} Options
 * @typedef {Partial<Pick<PlannedCall, "otherContent" | "resend" | "price" | "confirm">>} How
 *
 * @typedef {object} About
 * @property {PlannedCall["method"] | "settle"} method
 * @property {string | undefined} [reference]
 * @property {string} [package_id]
 * @property {boolean | undefined} [resend]
 * @property {PlannedCall["confirm"]} [confirm]
 *
 * @typedef {object} Ending
 * @property {Tab} tab
 * @property {string} mark What its order's description says, so that an order tells whose it is.
 * @property {boolean} ended
 * @property {any} [value] What it resolved with.
 * @property {any} [error] What it rejected with.
 *
 * @typedef {About & Ending} Made A call that was made.
 */

/** @param {World} world */
export function createCalls(world) {
  const { plan, time, sandbox } = world;
  /** @type {Made[]} */
  const made = [];

  /** @param {Visitor} visitor @param {About} about @param {(mark: string) => Promise<unknown>} call */
  async function make({ tab, left }, about, call) {
    if (!tab.alive || left) return;
    /** @type {Made} */
    const record = { ...about, tab, mark: `call ${made.length + 1}`, ended: false };
    const { method, mark, reference = "" } = record;
    made.push(record);
    world.note(tab.name, `${mark}: ${method} ${reference}${about.resend ? ", again" : ""}`);
    let told = "";
    try {
      record.value = await call(mark);
    } catch (error) {
      record.error = error;
      told = `: ${error instanceof Error ? error.message : error}`;
    }
    record.ended = true;
    if (!tab.alive) return;
    world.note(tab.name, `${mark} ends: ${outcomeOf(record)}${told}`);
    world.count(`${method} ends: ${outcomeOf(record)}`);
  }

  /** @param {Visitor} visitor @param {Purchase | undefined} purchase @param {How} [how] @param {Options} [options] */
  function submit(visitor, purchase, how = {}, options = {}) {
    const { resend, confirm: said = "not asked" } = how;
    const { reference, iccid, ...packages } = purchase ?? fresh(plan.purchases);
    const package_id = how.otherContent ? packages.other : packages.package_id;
    const price = priceOf(package_id, how.price);
    const paid = price === undefined ? {} : { price };
    // One that is there has to hold something.
    const named = reference === undefined ? {} : { reference };
    const about = { reference, package_id, resend, confirm: said };
    const confirm = confirmation(world, visitor.tab.name, said);
    return make(visitor, { method: "submit", ...about }, (description) => {
      const order = { iccid, package_id, description, ...named, resend, confirm, ...paid };
      return visitor.client.submitTopupOrder(order, options);
    });
  }

  /** @param {Visitor} visitor @param {string} reference @param {Options} [options] */
  function renew(visitor, reference, options = {}) {
    const email = sandbox.emails.subscriber;
    visitor.tab.renewal = reference;
    return make(visitor, { method: "renew", reference }, () =>
      visitor.client.renewNumber({ email, reference }, options),
    );
  }

  /** @param {Visitor} visitor @param {Options} [options] */
  const recover = (visitor, options = {}) =>
    make(visitor, { method: "recover" }, () => visitor.client.recoverTopupOrders(options));

  /** @param {Visitor} visitor @param {string} reference @param {"done" | "failed"} outcome */
  const settle = (visitor, reference, outcome) =>
    make(visitor, { method: "settle", reference }, () =>
      visitor.client.settle({ reference, outcome }),
    );

  /** @param {Visitor} visitor @param {PlannedCall} call */
  function perform(visitor, call) {
    const { method, tab, purchase, timeoutMs, abortAfterMs } = call;
    const controller = new AbortController();
    if (abortAfterMs !== undefined) time.after(abortAfterMs, () => controller.abort());
    const options = { timeoutMs, signal: controller.signal };
    if (method === "recover") return recover(visitor, options);
    if (method === "renew") return renew(visitor, renewalOf(tab), options);
    return submit(visitor, plan.purchases[purchase], call, options);
  }

  return { made, submit, renew, recover, settle, perform };
}

/** A tab's renewals have one reference: the server is told none. @param {number} tab */
const renewalOf = (tab) => /** @type {string} */ (RENEWALS[tab % RENEWALS.length]);

/** A purchase of the first kind, whose reference the client makes up. @param {Purchase[]} purchases */
function fresh([first]) {
  return { .../** @type {Purchase} */ (first), reference: undefined };
}

/** @param {string} id @param {PlannedCall["price"]} [said] */
function priceOf(id, said = "none") {
  if (said === "none") return undefined;
  return offer(id).price / 100 + (said === "wrong" ? 1 : 0);
}

/** @param {Made} made */
export function outcomeOf({ ended, value, error, method }) {
  if (!ended) return "nothing";
  if (error !== undefined) return String(error?.kind ?? error);
  return method === "submit" ? `an order from ${value?.source}` : "a value";
}
