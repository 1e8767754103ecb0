import { checkOrderIsRecorded, checkRenewalIsAlone } from "../checks/sent-requests.js";
import { openKeys } from "../stored-journal.js";
import { interact } from "./tab.js";
import { WIRE_FAULTS, withoutEffect } from "./wire-faults.js";

/**
 * The network between the tabs and the sandbox.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("./tab.js").Tab} Tab
 * @typedef {import("./wire-faults.js").WireFault} WireFault
 */

/** Rate of faults of reads, relative to those of writes. */
const READ_FAULT_RATIO = 0.3;
const MAX_TRAVEL_MS = 120;

/**
 * @param {Simulation} simulation
 * @param {Tab} tab
 * @returns {(request: Request) => Promise<Response>}
 */
export function createFetch(simulation, tab) {
  const { clock, random } = simulation;

  return function fetch(request) {
    const endpoint = endpointOf(request);
    const fault = pickFault(simulation, tab, endpoint);
    const openBefore = endpoint === "submit" ? openKeys(simulation.items) : [];
    if (endpoint === "renew") checkRenewalIsAlone(simulation, tab);
    const bytes = clock.hold(request.arrayBuffer());
    if (endpoint === "submit") {
      void bytes.then((body) => checkOrderIsRecorded(simulation, tab, openBefore, body));
    }
    const slowMs = random.between(0, fault?.slowMs ?? 0);
    const requestIsSlow = fault?.slowMs !== undefined && random.chance(0.5);
    const response = interact(simulation, tab, {
      name: endpoint,
      requestMs: random.between(1, MAX_TRAVEL_MS) + (requestIsSlow ? slowMs : 0),
      responseMs: random.between(1, MAX_TRAVEL_MS) + (requestIsSlow ? 0 : slowMs),
      unanswered: fault?.unanswered ?? false,
      effect: () => serve(simulation, tab, { endpoint, request, bytes, fault }),
    });
    return unlessAborted(tab, request.signal, response);
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

/** @param {string} endpoint */
const isWrite = (endpoint) => endpoint === "submit" || endpoint === "renew";

/** @param {Simulation} simulation @param {Tab} tab @param {string} endpoint */
function pickFault(simulation, tab, endpoint) {
  const { plan, random } = simulation;
  const { rate, kinds, reads } = plan.wireFaults;
  const writes = isWrite(endpoint);
  const rateHere = writes ? rate : reads ? rate * READ_FAULT_RATIO : 0;
  const kind = simulation.injects(rateHere) ? random.pick(kinds) : "";
  const fault = WIRE_FAULTS.find((each) => each.kind === kind);
  const description = writes ? kind : withoutEffect(kind);
  if (fault) simulation.count(`${writes ? "write" : "read"}: ${description}`);
  simulation.log(tab.name, `asks ${endpoint}${description && `: ${description}`}`);
  return fault;
}

/**
 * Handles a request that has arrived at the server.
 *
 * @param {Simulation} simulation
 * @param {Tab} tab
 * @param {object} arrival
 * @param {string} arrival.endpoint
 * @param {Request} arrival.request
 * @param {Promise<ArrayBuffer>} arrival.bytes
 * @param {WireFault | undefined} arrival.fault
 */
async function serve(simulation, tab, { endpoint, request, bytes, fault }) {
  if (fault?.lost) return /** @type {any} */ (undefined);
  const { sandbox, clock, random, plan } = simulation;
  const { url, method, headers } = request;
  const body = method === "POST" ? await bytes : null;
  const listedAfterMs = simulation.faultsEnabled ? random.between(0, plan.listedWithinMs) : 0;
  sandbox.configure({ listedAfterMs });
  sandbox.faults.clear();
  if (fault?.sandbox) sandbox.faults.add({ endpoint: "*", ...fault.sandbox(random) });
  const before = countWrites(simulation);
  try {
    const response = await clock.hold(sandbox.fetch(new Request(url, { method, headers, body })));
    simulation.log(tab.name, `  the server answers ${endpoint} with ${response.status}`);
    return simulatedResponse(simulation, response, fault?.endless ?? false);
  } finally {
    if (countWrites(simulation) > before && (endpoint === "submit" || endpoint === "renew")) {
      simulation.serverWrites.push({ endpoint, tab: tab.name });
      simulation.log(tab.name, `  the server has carried out ${endpoint}`);
    }
  }
}

/** @param {Simulation} simulation */
const countWrites = ({ sandbox: { ledger } }) => ledger.orders.length + ledger.renewals.length;

/**
 * Returns the part of a response that clients use. The clock stops while the platform reads the
 * response's body.
 *
 * @param {Simulation} simulation
 * @param {Response} response
 * @param {boolean} endless
 * @returns {Response}
 */
function simulatedResponse({ clock }, response, endless) {
  const { status, headers } = response;
  const text = () => (endless ? new Promise(() => {}) : clock.hold(response.text()));
  return /** @type {any} */ ({ status, redirected: false, headers, text });
}

/**
 * @template T
 * @param {Tab} tab
 * @param {AbortSignal} signal
 * @param {Promise<T>} response
 * @returns {Promise<T>}
 */
function unlessAborted(tab, signal, response) {
  return new Promise((resolve, reject) => {
    response.then(resolve, reject);
    signal.addEventListener("abort", () => tab.alive && reject(signal.reason), { once: true });
  });
}
