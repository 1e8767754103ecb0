import { plan as offer } from "../../sandbox/data/catalogue.js";
import { createConfirm } from "./environment/confirmation.js";
import { renewalReference } from "./plan/purchases.js";

/**
 * The calls of the clients, with their results.
 *
 * @typedef {import("./simulation.js").Simulation} Simulation
 * @typedef {import("./environment/tab.js").Tab} Tab
 * @typedef {import("./environment/clients.js").TabClient} TabClient
 * @typedef {import("./plan/calls.js").PlannedCall} PlannedCall
 * @typedef {import("./plan/purchases.js").Purchase} Purchase
 * @typedef {ReturnType<typeof createCalls>} Calls
 *
 * @typedef {{ timeoutMs?: number | undefined, signal?: AbortSignal | undefined }} Options
 * @typedef {Partial<Pick<PlannedCall, "otherContent" | "resend" | "price" | "confirm">>} Variant
 *
 * @typedef {object} CallSubject
 * @property {PlannedCall["method"] | "settle"} method
 * @property {string | undefined} [reference]
 * @property {string} [package_id]
 * @property {boolean | undefined} [resend]
 * @property {PlannedCall["confirm"]} [confirm]
 *
 * @typedef {object} CallResult
 * @property {Tab} tab
 * @property {string} mark A text in the order's description that identifies the call.
 * @property {boolean} ended
 * @property {any} [value] The value that the call resolved with.
 * @property {any} [error] The error that the call rejected with.
 *
 * @typedef {CallSubject & CallResult} CallRecord
 */

/** @param {Simulation} simulation */
export function createCalls(simulation) {
  const { plan, clock, sandbox } = simulation;
  /** @type {CallRecord[]} */
  const records = [];

  /**
   * @param {TabClient} tabClient
   * @param {CallSubject} subject
   * @param {(mark: string) => Promise<unknown>} call
   */
  async function run({ tab, freed }, subject, call) {
    if (!tab.alive || freed) return;
    /** @type {CallRecord} */
    const record = { ...subject, tab, mark: `call ${records.length + 1}`, ended: false };
    const { method, mark, reference = "" } = record;
    records.push(record);
    simulation.log(tab.name, `${mark}: ${method} ${reference}${subject.resend ? ", again" : ""}`);
    let message = "";
    try {
      record.value = await call(mark);
    } catch (error) {
      record.error = error;
      message = `: ${error instanceof Error ? error.message : error}`;
    }
    record.ended = true;
    if (!tab.alive) return;
    simulation.log(tab.name, `${mark} ends: ${describeResult(record)}${message}`);
    simulation.count(`${method} ends: ${describeResult(record)}`);
  }

  /**
   * @param {TabClient} tabClient
   * @param {Purchase | undefined} purchase
   * @param {Variant} [variant]
   * @param {Options} [options]
   */
  function submit(tabClient, purchase, variant = {}, options = {}) {
    const { resend, confirm: answer = "not asked" } = variant;
    const { reference, iccid, ...packages } = purchase ?? withoutReference(plan.purchases);
    const package_id = variant.otherContent ? packages.other : packages.package_id;
    const optional = {
      // An empty reference is refused, so there is none if the client has to make one up.
      ...(reference !== undefined && { reference }),
      ...priceField(package_id, variant.price),
    };
    const confirm = createConfirm(simulation, tabClient.tab.name, answer);
    const subject = { method: /** @type {const} */ ("submit"), reference, package_id, resend };
    return run(tabClient, { ...subject, confirm: answer }, (description) =>
      tabClient.client.submitTopupOrder(
        { iccid, package_id, description, resend, confirm, ...optional },
        options,
      ),
    );
  }

  /** @param {TabClient} tabClient @param {string} reference @param {Options} [options] */
  function renew(tabClient, reference, options = {}) {
    const email = sandbox.emails.subscriber;
    tabClient.tab.renewal = reference;
    return run(tabClient, { method: "renew", reference }, () =>
      tabClient.client.renewNumber({ email, reference }, options),
    );
  }

  /** @param {TabClient} tabClient @param {Options} [options] */
  const recover = (tabClient, options = {}) =>
    run(tabClient, { method: "recover" }, () => tabClient.client.recoverTopupOrders(options));

  /** @param {TabClient} tabClient @param {string} reference @param {"done" | "failed"} outcome */
  const settle = (tabClient, reference, outcome) =>
    run(tabClient, { method: "settle", reference }, () =>
      tabClient.client.settle({ reference, outcome }),
    );

  /** Makes a planned call. @param {TabClient} tabClient @param {PlannedCall} call */
  function perform(tabClient, call) {
    const { method, tab, purchase, timeoutMs, abortAfterMs } = call;
    const controller = new AbortController();
    if (abortAfterMs !== undefined) clock.after(abortAfterMs, () => controller.abort());
    const options = { timeoutMs, signal: controller.signal };
    if (method === "recover") return recover(tabClient, options);
    if (method === "renew") return renew(tabClient, renewalReference(tab), options);
    return submit(tabClient, plan.purchases[purchase], call, options);
  }

  return { records, submit, renew, recover, settle, perform };
}

/** Returns the first purchase without its reference. @param {Purchase[]} purchases */
function withoutReference([first]) {
  return { .../** @type {Purchase} */ (first), reference: undefined };
}

/** @param {string} packageId @param {PlannedCall["price"]} [price] */
function priceField(packageId, price = "none") {
  if (price === "none") return {};
  return { price: offer(packageId).price / 100 + (price === "wrong" ? 1 : 0) };
}

/** @param {CallRecord} record */
export function describeResult({ ended, value, error, method }) {
  if (!ended) return "nothing";
  if (error !== undefined) return String(error?.kind ?? error);
  return method === "submit" ? `an order from ${value?.source}` : "a value";
}
