import { knowledgeOf } from "./checks/page-requests.js";

/**
 * The calls of pages, webhooks, timers and staff, with their results.
 *
 * @typedef {import("./simulation.js").Simulation} Simulation
 * @typedef {import("./environment/process.js").Process} Process
 * @typedef {import("./environment/pages.js").Page} Page
 * @typedef {import("./environment/hosts.js").Hosts} Hosts
 * @typedef {import("./environment/hosts.js").Life} Life
 * @typedef {import("./plan/calls.js").PlannedCall} PlannedCall
 * @typedef {import("./plan/purchases.js").PlannedPurchase} PlannedPurchase
 * @typedef {ReturnType<typeof createCalls>} Calls
 *
 * @typedef {object} Subject
 * @property {string} method
 * @property {string} [reference]
 * @property {string} [who]
 * @property {string} [package_id]
 * @property {number} limitMs The longest time of the call.
 * @property {boolean} [personal] True if its result is a person's own word.
 *
 * @typedef {object} Result
 * @property {Process} process
 * @property {string} mark A text in the order's description that identifies the call.
 * @property {number} startedAt
 * @property {boolean} ended
 * @property {any} [value] The value that the call resolved with.
 * @property {any} [error] The error that the call rejected with.
 *
 * @typedef {Subject & Result} CallRecord
 */

const DEFAULT_TIMEOUT_MS = 30_000;
/** The time of a purchase beyond its timeout: lock, lookups, and the store's limits. */
const PURCHASE_MARGIN_MS = 100_000;
/** The longest call of the gateway that carries a purchase out. */
const GATEWAY_LIMIT_MS = 60_000;
/** The longest recovery of a few entries. */
const RECOVERY_MS = 600_000;

/** @param {Simulation} simulation @param {Hosts} hosts */
export function createCalls(simulation, hosts) {
  const { plan, clock } = simulation;
  /** @type {CallRecord[]} */
  const records = [];
  let unnamed = 0;

  /**
   * @param {Process} process
   * @param {Subject & { mark?: string }} subject
   * @param {() => Promise<unknown>} call
   */
  async function run(process, subject, call) {
    unnamed += 1;
    const startedAt = clock.elapsed();
    const { mark = `${subject.method} ${unnamed}` } = subject;
    /** @type {CallRecord} */
    const record = { ...subject, process, mark, startedAt, ended: false };
    records.push(record);
    const { method, reference = "", who = "" } = record;
    simulation.log(process.name, `${mark}: ${method} ${reference} ${who}`);
    try {
      record.value = await call();
    } catch (error) {
      record.error = error;
    }
    record.ended = true;
    if (!process.alive) return record;
    const result = describeResult(record);
    simulation.log(process.name, `${mark} ends: ${result}: ${record.error?.message ?? ""}`);
    simulation.count(`${method} ends: ${result}`);
    const took = clock.elapsed() - startedAt;
    if (took > record.limitMs) simulation.report(`${mark} takes ${took} ms`);
    hearWords(record);
    return record;
  }

  /** Notes the call's answer. @param {CallRecord} record */
  function hearWords(record) {
    const { reference, who = "", mark, error, value, package_id, personal } = record;
    const at = clock.elapsed();
    const add = (/** @type {any} */ word) => {
      const hidden = simulation.hides(word.reference, who, record.startedAt);
      simulation.words.push({
        at,
        since: record.startedAt,
        who,
        mark,
        hidden,
        package_id: undefined,
        ...word,
      });
    };
    if (error?.outcome === "not_ordered" && reference) {
      const other = error.kind === "reference_reused";
      const closed = error.kind === "purchase_closed";
      const tries = error.tries ?? 0;
      simulation.count("told: nothing was ordered");
      add({ reference, tries, closed, text: error.kind, ...(other && { package_id, tries: 0 }) });
    }
    if (personal) return;
    for (const { reference, state, tries } of value?.purchases ?? [value ?? {}]) {
      if (state !== "failed" && state !== "closed") continue;
      simulation.count(`told: ${state}`);
      add({ reference, tries, closed: state === "closed", text: `state ${state}` });
    }
  }

  /** @param {Page} page @param {PlannedCall} call @param {PlannedPurchase} purchase */
  async function buy(page, call, purchase) {
    const { process } = page;
    const { mark, who, knows, timeoutMs, abortAfterMs, price } = call;
    const { reference, iccid, email, kind } = purchase;
    if (!process.alive) return;
    const client = await page.clientOf(who);
    const controller = new AbortController();
    if (abortAfterMs !== undefined) clock.after(abortAfterMs, () => controller.abort());
    const options = {
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(abortAfterMs !== undefined && { signal: controller.signal }),
    };
    const package_id = call.otherContent ? purchase.other : purchase.package_id;
    const tries = knows ? triesTold(reference) : 0;
    const known = knowledgeOf(simulation, process, reference);
    known.tries = Math.max(known.tries, tries);
    const subject = {
      method: kind === "topup" ? "buy" : "renew",
      mark,
      reference,
      who,
      package_id,
    };
    const limitMs = (timeoutMs ?? DEFAULT_TIMEOUT_MS) + 1;
    const named = { reference, ...(tries > 0 && { tries }) };
    const priced = price && { price: simulation.priceOf(package_id) + (price === "wrong" ? 1 : 0) };
    return run(process, { ...subject, limitMs }, () =>
      kind === "topup"
        ? client.submitTopupOrder(
            { ...named, iccid, package_id, description: mark, ...priced },
            options,
          )
        : client.renewNumber({ ...named, email }, options),
    );
  }

  /** The number of failed tries that the shoppers were told of. @param {string} reference */
  const triesTold = (reference) =>
    Math.max(
      0,
      ...simulation.words.filter((word) => word.reference === reference).map(({ tries }) => tries),
    );

  /** @param {Page} page @param {PlannedCall} call @param {PlannedPurchase} purchase */
  async function ask(page, { mark, who, method }, { reference }) {
    if (!page.process.alive) return;
    const client = await page.clientOf(who);
    const limitMs = DEFAULT_TIMEOUT_MS + 1;
    if (method === "list") {
      return run(page.process, { method, mark, who, limitMs }, () =>
        client.purchases({ limit: 2 }),
      );
    }
    return run(page.process, { method, mark, reference, who, limitMs }, () =>
      client.getPurchase(reference),
    );
  }

  /** @param {PlannedPurchase} purchase @param {string} who */
  function nameOf({ reference, unpaid }, who) {
    if (!unpaid) return { reference };
    simulation.allow(reference, who);
    return { reference, shopper: who, unpaid };
  }

  /**
   * A payment provider calls the shop's webhook.
   *
   * @param {Life} life
   * @param {PlannedCall} call
   * @param {PlannedPurchase} purchase
   */
  function webhook({ process, gateway }, { mark, who, knows }, purchase) {
    const { reference, iccid, package_id, email, kind } = purchase;
    simulation.allow(reference, who);
    const tries = knows ? {} : { tries: 0 };
    const text = `${mark} tries ${knows ? "all" : 0}`;
    const order = { reference, iccid, package_id, ...tries, description: text };
    const limitMs = GATEWAY_LIMIT_MS + 1;
    return run(process, { method: "webhook", mark, reference, who, package_id, limitMs }, () =>
      kind === "topup"
        ? gateway.purchase({ id: who }, { ...order, price: simulation.priceOf(package_id) })
        : gateway.renew({ id: who }, { reference, email, ...tries }),
    );
  }

  /** The shop closes a reference before it refunds. @param {Life} life @param {PlannedPurchase} purchase */
  function close({ process, gateway }, purchase) {
    const { reference, shopperIds } = purchase;
    const [, user = ""] = shopperIds;
    const subject = { method: "close", reference, who: "", limitMs: GATEWAY_LIMIT_MS + 1 };
    return run(process, subject, () => gateway.closePurchase(nameOf(purchase, user)));
  }

  /** @param {Life} life */
  const recover = ({ process, client }) =>
    run(process, { method: "recover", limitMs: RECOVERY_MS, personal: true }, () =>
      client.recoverPurchases(),
    );

  /**
   * A person settles an open purchase.
   *
   * @param {Life} life
   * @param {PlannedPurchase} purchase
   * @param {{ outcome: "done" | "failed" | "closed", code?: string }} found
   */
  async function settle({ process, client }, purchase, found) {
    const { reference, shopperIds } = purchase;
    const [, user = ""] = shopperIds;
    const settlement = { reference, at: clock.elapsed(), until: Number.POSITIVE_INFINITY };
    if (found.outcome !== "done") simulation.settlements.push(settlement);
    simulation.log(process.name, `a person settles ${reference} as ${found.outcome}`);
    const limitMs = DEFAULT_TIMEOUT_MS + PURCHASE_MARGIN_MS;
    const subject = { method: "settle", reference, limitMs, personal: true };
    const record = await run(process, subject, () =>
      client.settlePurchase({ ...nameOf(purchase, user), ...found }),
    );
    const { error, value } = record;
    if (value !== undefined && process.alive) settlement.until = clock.elapsed();
    const wrote = value === undefined || value.state === found.outcome;
    const refused = ["in_progress", "not_found"].includes(error?.kind);
    if ((refused || !wrote) && process.alive) settlement.until = Number.NEGATIVE_INFINITY;
    return record;
  }

  /** Looks at the open purchases, as a person of the shop does. @param {Life} life @param {boolean} wrongly */
  async function visit(life, wrongly) {
    const { client, process } = life;
    const subject = { method: "list open", limitMs: DEFAULT_TIMEOUT_MS + PURCHASE_MARGIN_MS };
    const found = await run(process, subject, () => client.purchases({ state: "open" }));
    for (const { reference } of found.value?.purchases ?? []) {
      const purchase = plan.purchases.find((each) => each.reference === reference);
      if (!purchase) continue;
      const [order] = simulation.ordersOf(reference);
      const isOrder = order && order.endpoint === "submit";
      const nothing = simulation.random.pick(/** @type {const} */ (["failed", "closed"]));
      if (order && wrongly) simulation.count("a person is wrong");
      const code = isOrder ? order.code : "renewed";
      await settle(
        life,
        purchase,
        order && !wrongly ? { outcome: "done", code } : { outcome: nothing },
      );
    }
  }

  return { records, buy, ask, webhook, close, recover, settle, visit, pick: hosts.pick };
}

/** @param {CallRecord} record */
export function describeResult({ ended, value, error, method }) {
  if (!ended) return "nothing";
  if (error !== undefined) return String(error?.kind ?? error);
  if (value?.state) return `state ${value.state}`;
  return method === "buy" || method === "webhook" ? `an order from ${value?.source}` : "a value";
}
