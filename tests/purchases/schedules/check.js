import { outcomeOf } from "./calls.js";
import { CONFIRMATIONS } from "./confirm.js";
import { readDescription } from "./description.js";

/**
 * What has to hold of every schedule, whatever was done to its clients.
 *
 * @typedef {import("./world.js").World} World
 * @typedef {import("./calls.js").Made} Made
 * @typedef {import("./visitors.js").Package} Package
 * @typedef {World["sandbox"]["ledger"]["orders"][number]} Order
 */

/** Kinds that say something about the code that calls, which is right here. */
const UNWANTED = ["invalid_argument", "configuration"];

/** Every kind of error that the package has a class for. @param {Package} pressone */
export function kindsOf(pressone) {
  return Object.keys(pressone)
    .filter((name) => name.endsWith("Error") && name !== "PressOneError")
    .map((name) =>
      name
        .replace(/Error$/, "")
        .replace(/(?!^)[A-Z]/g, "_$&")
        .toLowerCase(),
    );
}

/** @param {World} world @param {Made[]} made @param {Package} pressone */
export function checkCalls(world, made, pressone) {
  const kinds = kindsOf(pressone).filter((kind) => !UNWANTED.includes(kind));
  for (const call of made) {
    if (!call.tab.alive) continue;
    const { mark, error } = call;
    if (!call.ended) {
      world.problem(`${mark} of ${call.tab.name} hangs`);
    } else if (error !== undefined) {
      if (!(error instanceof pressone.PressOneError)) world.problem(`${mark}: ${error}`);
      else if (!kinds.includes(/** @type {any} */ (error).kind)) {
        world.problem(`${mark} ends with the kind ${outcomeOf(call)}`);
      }
      checkReference(world, call);
    }
  }
  checkOrders(world, made);
  checkRenewals(world, made);
  for (const { message } of world.sandbox.violations) world.problem(`not allowed: ${message}`);
}

/** An unknown outcome names what to ask for. @param {World} world @param {Made} call */
function checkReference(world, { method, mark, reference, error }) {
  if (error.kind !== "outcome_unknown") return;
  // Another renewal of the number may be the one that is open.
  const own = method === "renew" || reference === undefined || error.reference === reference;
  if (!error.reference || !own) world.problem(`${mark} is unknown as ${error.reference}`);
}

/** @param {World} world @param {Made[]} made */
function checkOrders(world, made) {
  const orders = world.orders();
  /** @type {Map<string, Order[]>} */
  const of = new Map();
  for (const order of orders) {
    const { reference, mark } = readDescription(order.description);
    const call = made.find((each) => each.mark === mark);
    if (!reference || !call) {
      world.problem(`nobody has asked for ${order.description}`);
      continue;
    }
    const own = of.get(reference) ?? [];
    // Whoever gives leave to send again gives it for the one call.
    if (own.length > 0 && !call.resend) world.problem(`${own.length + 1} orders of ${reference}`);
    of.set(reference, [...own, order]);
    if (call.package_id !== order.package_id) world.problem(`${mark} got another package`);
    if (call.confirm && !CONFIRMATIONS[call.confirm]) world.problem(`nobody confirmed ${mark}`);
    if (call.tab.alive && call.error && call.error.kind !== "outcome_unknown") {
      world.problem(`${mark} made an order and says ${outcomeOf(call)}`);
    }
  }
  for (const call of made) {
    if (!call.tab.alive || call.value === undefined) continue;
    if (call.method === "submit") checkOrder(world, call, of);
    if (call.method === "recover") checkRecovered(world, call, of);
    if (call.method === "renew" && call.value.reference !== call.reference) {
      world.problem(`${call.mark} got the renewal ${call.value.reference}`);
    }
  }
}

/** What a call gives is an order of its own reference. @param {World} world @param {Made} call @param {Map<string, Order[]>} of */
function checkOrder(world, { mark, value, reference, package_id }, of) {
  const own = of.get(value.reference) ?? [];
  if (reference !== undefined && value.reference !== reference) {
    world.problem(`${mark} got the order of ${value.reference}`);
  } else if (value.package_id !== package_id) {
    world.problem(`${mark} got ${value.package_id}`);
  } else if (!own.some(({ code }) => value.code === null || value.code === code)) {
    // An answer may lack its code.
    world.problem(`${mark} got an order that nobody made`);
  }
}

/** What is recovered is what was ordered. @param {World} world @param {Made} call @param {Map<string, Order[]>} of */
function checkRecovered(world, { mark, value }, of) {
  for (const { reference, order } of value) {
    const codes = (of.get(reference) ?? []).map(({ code }) => code);
    if (order && !codes.includes(order.code)) world.problem(`${mark} recovered ${order.code}`);
  }
}

/** @param {World} world @param {Made[]} made */
function checkRenewals(world, made) {
  const renewals = made.filter(({ method }) => method === "renew");
  const effects = world.effects.filter(({ endpoint }) => endpoint === "renew");
  /** @type {Map<string | undefined, number>} */
  const times = new Map();
  for (const { tab } of effects) {
    const own = renewals.filter((call) => call.tab.name === tab);
    const reference = own[0]?.reference;
    times.set(reference, (times.get(reference) ?? 0) + 1);
    const open = own.some(
      ({ tab: { alive }, error }) => !alive || !error || error.kind === "outcome_unknown",
    );
    if (!open) world.problem(`${tab} renewed the number and says that it did not`);
  }
  for (const [reference, count] of times) {
    if (count > 1) world.problem(`${count} renewals of ${reference}`);
  }
}

/** Kinds of answers that prove that nothing was done, as counts name them. */
const PROOFS = ["write: 4xx", "write: 4xx with a code", "write: 429"];
/** What leaves no purchase open, either; a call that ends while it writes down what it is about to do does. */
const HARMLESS =
  /^(?:read|clock|(?:submit|renew|recover) ends: (?!timeout|aborted)|a tab leaves|a claim)/;

/** Where every answer to a write was clear, no purchase is left open. @param {World} world */
export function checkClear(world) {
  const { plan, counts, items } = world;
  const patient = plan.calls.every((call) => !call.timeoutMs && call.abortAfterMs === undefined);
  const clear = [...counts.keys()].every((what) => PROOFS.includes(what) || HARMLESS.test(what));
  if (!patient || !clear) return;
  world.count("every answer was clear");
  for (const [key, text] of items) {
    if (text.includes('"sending"')) world.problem(`${key} is open, and nothing was unclear`);
  }
}

/** What keeps a lost order from being found in time. */
const HIDING = /^(?:read|storage|lock|killed|write: slow)/;

/** Where the list could be read, a call finds its own order if it is listed in time. @param {World} world @param {Made[]} made */
export function checkFound(world, made) {
  const { plan, counts } = world;
  const patient = plan.calls.every((call) => call.abortAfterMs === undefined);
  if (!patient || [...counts.keys()].some((what) => HIDING.test(what))) return;
  for (const order of world.orders()) {
    const call = made.find(({ mark }) => mark === readDescription(order.description).mark);
    if (order.visibleAt - order.createdAt > plan.lookUpMs) continue;
    if (call?.value?.source === "list") world.count("found in time");
    if (call?.error) world.problem(`${call.mark} did not find its order`);
  }
}

/** Where nothing was injected, every purchase succeeds. @param {World} world @param {Made[]} made */
export function checkQuiet(world, made) {
  for (const { method, mark, error } of made) {
    if (method === "submit" && error && error.kind !== "reference_reused") {
      world.problem(`${mark} failed where nothing was wrong: ${error.kind}`);
    }
  }
}

/** What is known once all is calm and the journal has been gone through. @param {World} world */
export function checkJournal(world) {
  for (const order of world.orders()) {
    const { reference = "" } = readDescription(order.description);
    const state = world.entry(reference)?.state;
    if (state !== "done") world.problem(`the journal says of ${reference}: ${state}`);
  }
}
