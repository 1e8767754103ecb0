import { readDescription } from "./description.js";
import { interact } from "./tab.js";
import { WIRE_FAULTS } from "./wire-faults.js";

/**
 * The network between the tabs and the sandbox.
 *
 * @typedef {import("./world.js").World} World
 * @typedef {import("./tab.js").Tab} Tab
 * @typedef {import("./wire-faults.js").WireFault} WireFault
 */

/** How much rarer a fault of a read is than one of a write. */
const READS = 0.3;
const TRAVEL_MS = 120;

/** @param {World} world @param {Tab} tab @returns {(request: Request) => Promise<Response>} */
export function createFetch(world, tab) {
  const { time, plan, random } = world;

  /** @param {Request} request */
  return function send(request) {
    const endpoint = endpointOf(request);
    const writes = endpoint === "submit" || endpoint === "renew";
    const { rate, kinds, reads } = plan.wireFaults;
    const kind = world.strikes(writes ? rate : reads ? rate * READS : 0) ? random.pick(kinds) : "";
    const fault = WIRE_FAULTS.find((each) => each.kind === kind);
    // A read has no effect that its answer could hide.
    const said = writes ? kind : kind.replace(/^acted, /, "");
    if (fault) world.count(`${writes ? "write" : "read"}: ${said}`);
    world.note(tab.name, `asks ${endpoint}${said && `: ${said}`}`);
    const open = endpoint === "submit" ? openReferences(world) : [];
    if (endpoint === "renew") checkAlone(world, tab);
    const bytes = time.hold(request.arrayBuffer());
    if (endpoint === "submit") void bytes.then((body) => written(world, tab, open, body));
    const slow = random.between(0, fault?.slowMs ?? 0);
    const slowThere = fault?.slowMs !== undefined && random.chance(0.5);
    const answer = interact(world, tab, {
      what: endpoint,
      there: random.between(1, TRAVEL_MS) + (slowThere ? slow : 0),
      back: random.between(1, TRAVEL_MS) + (slowThere ? 0 : slow),
      unanswered: fault?.unanswered ?? false,
      act: () => reach(world, tab, endpoint, request, bytes, fault),
    });
    return unlessAborted(tab, request.signal, answer);
  };
}

/** @param {Request} request */
function endpointOf({ method, url }) {
  const { pathname } = new URL(url);
  if (pathname.endsWith("/token")) return "token";
  if (pathname.endsWith("/renew-number/")) return "renew";
  if (pathname.endsWith("/orders")) return "orders";
  if (method === "POST") return "submit";
  return pathname.endsWith("/topups") ? "topups" : "history";
}

/**
 * The request is at the server.
 *
 * @param {World} world
 * @param {Tab} tab
 * @param {string} endpoint
 * @param {Request} request
 * @param {Promise<ArrayBuffer>} bytes
 * @param {WireFault | undefined} fault
 */
async function reach(world, tab, endpoint, { url, method, headers }, bytes, fault) {
  if (fault?.lost) return /** @type {any} */ (undefined);
  const { sandbox, time, random, plan } = world;
  const body = method === "POST" ? await bytes : null;
  sandbox.configure({ listedAfterMs: world.calm ? 0 : random.between(0, plan.listedWithinMs) });
  sandbox.faults.clear();
  if (fault?.sandbox) sandbox.faults.add({ endpoint: "*", ...fault.sandbox(random) });
  const before = done(world);
  try {
    const response = await time.hold(sandbox.fetch(new Request(url, { method, headers, body })));
    world.note(tab.name, `  the server answers ${endpoint} with ${response.status}`);
    return answered(world, response, fault?.endless ?? false);
  } finally {
    if (done(world) > before && (endpoint === "submit" || endpoint === "renew")) {
      world.effects.push({ endpoint, tab: tab.name });
      world.note(tab.name, `  the server has carried out ${endpoint}`);
    }
  }
}

/** What the journal says may leave. @param {World} world */
const openReferences = ({ items }) =>
  [...items].filter(([, text]) => text.includes('"sending"')).map(([key]) => key);

/** An order is written down before it leaves. @param {World} world @param {Tab} tab @param {string[]} open @param {ArrayBuffer} body */
function written(world, tab, open, body) {
  const [description = ""] = /po1:[^\r\n]*/.exec(new TextDecoder().decode(body)) ?? [];
  const { reference, mark = "" } = readDescription(description);
  world.left.push(mark);
  if (!open.some((key) => key.endsWith(`:${reference}`))) {
    world.problem(`${tab.name} sent ${reference} without having written it down`);
  }
}

/** While a renewal of the number is open, no other one leaves. @param {World} world @param {Tab} tab */
function checkAlone(world, { renewal }) {
  for (const [other, at] of world.renewals) {
    const entry = world.entry(other);
    if (other !== renewal && entry?.state === "sending" && entry.at === at) {
      world.problem(`${renewal} leaves while ${other} is open`);
    }
  }
  const own = world.entry(renewal);
  if (own?.state !== "sending") world.problem(`${renewal} is not written down`);
  world.renewals.set(renewal, own?.at);
}

/** @param {World} world */
const done = ({ sandbox: { ledger } }) => ledger.orders.length + ledger.renewals.length;

/**
 * The answer, whose body the platform reads while the time is held.
 *
 * @param {World} world
 * @param {Response} response
 * @param {boolean} endless
 * @returns {Response}
 */
function answered({ time }, response, endless) {
  const { status, headers } = response;
  const text = () => (endless ? new Promise(() => {}) : time.hold(response.text()));
  return /** @type {any} */ ({ status, redirected: false, headers, text });
}

/**
 * @template T
 * @param {Tab} tab
 * @param {AbortSignal} signal
 * @param {Promise<T>} answer
 * @returns {Promise<T>}
 */
function unlessAborted(tab, signal, answer) {
  return new Promise((resolve, reject) => {
    answer.then(resolve, reject);
    signal.addEventListener("abort", () => tab.alive && reject(signal.reason), { once: true });
  });
}
