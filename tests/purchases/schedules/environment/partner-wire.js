import { checkRequestIsRecorded } from "../checks/sent-requests.js";
import { interact } from "./process.js";
import { WIRE_FAULTS, withoutEffect } from "./wire-faults.js";

/**
 * The network between the gateways' partner clients and PressOne, which the sandbox plays.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("./process.js").Process} Process
 * @typedef {import("./wire-faults.js").WireFault} WireFault
 * @typedef {import("../simulation.js").Post} Post
 */

/** Rate of faults of reads, relative to those of writes. */
const READ_FAULT_RATIO = 0.3;
const MAX_TRAVEL_MS = 120;

/**
 * @param {Simulation} simulation
 * @param {Process} process
 * @returns {(request: Request) => Promise<Response>}
 */
export function createPartnerFetch(simulation, process) {
  const { clock, random } = simulation;

  return async function fetch(request) {
    const endpoint = endpointOf(request);
    const fault = pickFault(simulation, process, endpoint);
    const body = request.body && (await clock.hold(request.arrayBuffer()));
    const post = isWrite(endpoint)
      ? checkRequestIsRecorded(
          simulation,
          process,
          endpoint,
          new TextDecoder().decode(body ?? undefined),
        )
      : undefined;
    const slowMs = random.between(0, fault?.slowMs ?? 0);
    const requestIsSlow = fault?.slowMs !== undefined && random.chance(0.5);
    const lateMs = fault?.lateMs && random.between(0, fault.lateMs);
    const response = interact(simulation, process, {
      name: endpoint,
      requestMs: lateMs ?? random.between(1, MAX_TRAVEL_MS) + (requestIsSlow ? slowMs : 0),
      responseMs: random.between(1, MAX_TRAVEL_MS) + (requestIsSlow ? 0 : slowMs),
      unanswered: fault?.unanswered ?? false,
      brokenAfterMs: lateMs && random.between(1, MAX_TRAVEL_MS),
      effect: () => serve(simulation, process, { endpoint, request, body, fault, post }),
    });
    return unlessAborted(process, request.signal, response);
  };
}

/** @param {Request} request */
function endpointOf({ method, url }) {
  const { pathname } = new URL(url);
  if (pathname.endsWith("/token")) return "token";
  if (pathname.endsWith("/renew-number/")) return "renew";
  if (pathname.endsWith("/user/")) return "users";
  if (pathname.endsWith("/orders")) return "orders";
  if (method === "POST") return "submit";
  return pathname.endsWith("/topups") ? "topups" : "history";
}

/** @param {string} endpoint */
const isWrite = (endpoint) => endpoint === "submit" || endpoint === "renew";

/** @param {Simulation} simulation @param {Process} process @param {string} endpoint */
function pickFault(simulation, process, endpoint) {
  const { plan, random } = simulation;
  const { rate, kinds, reads } = plan.wireFaults;
  const writes = isWrite(endpoint);
  const rateHere = writes ? rate : reads ? rate * READ_FAULT_RATIO : 0;
  const kind = simulation.injects(rateHere) ? random.pick(kinds) : "";
  const fault = WIRE_FAULTS.find((each) => each.kind === kind);
  const description = writes ? kind : withoutEffect(kind);
  if (fault) simulation.count(`${writes ? "write" : "read"}: ${description}`);
  simulation.log(process.name, `asks PressOne: ${endpoint}${description && `: ${description}`}`);
  return fault;
}

/**
 * Handles a request that has arrived at the server.
 *
 * @param {Simulation} simulation
 * @param {Process} process
 * @param {object} arrival
 * @param {string} arrival.endpoint
 * @param {Request} arrival.request
 * @param {ArrayBuffer | null} arrival.body
 * @param {WireFault | undefined} arrival.fault
 * @param {Post | undefined} arrival.post
 * @returns {Promise<Response>}
 */
async function serve(simulation, process, { endpoint, request, body, fault, post }) {
  if (fault?.lost) {
    if (post) post.over = true;
    return /** @type {any} */ (undefined);
  }
  const { sandbox, clock, random, plan } = simulation;
  const { url, method, headers } = request;
  const listedAfterMs = simulation.faultsEnabled ? random.between(0, plan.listedWithinMs) : 0;
  sandbox.configure({ listedAfterMs });
  sandbox.faults.clear();
  if (fault?.sandbox) sandbox.faults.add({ endpoint: "*", ...fault.sandbox(random) });
  // The sandbox needs no more of a request, and the platform's own is slow.
  const arrived = { url, method, headers, arrayBuffer: async () => body ?? new ArrayBuffer(0) };
  const handled = sandbox.handle(/** @type {Request} */ (/** @type {unknown} */ (arrived)));
  const { outcome } = await clock.hold(handled);
  if (post) simulation.attribute(post);
  const answered = "status" in outcome ? outcome.status : outcome.kind;
  simulation.log(process.name, `  PressOne answers ${endpoint} with ${answered}`);
  if (outcome.kind === "cut") throw new TypeError("fetch failed");
  return simulatedResponse(/** @type {any} */ (outcome), fault?.endless ?? false);
}

/**
 * Returns the part of a response that clients use.
 *
 * @param {{ kind: string, status: number, headers: Record<string, string>, text: string }} outcome
 * @param {boolean} endless
 * @returns {Response}
 */
export function simulatedResponse({ kind, status, headers, text }, endless = false) {
  return /** @type {any} */ ({
    status,
    redirected: false,
    headers: new Headers(headers),
    async text() {
      if (endless) await new Promise(() => {});
      if (kind === "half") throw new TypeError("terminated");
      return text;
    },
  });
}

/**
 * @template T
 * @param {Process} process
 * @param {AbortSignal} signal
 * @param {Promise<T>} response
 * @returns {Promise<T>}
 */
export function unlessAborted(process, signal, response) {
  return new Promise((resolve, reject) => {
    response.then(resolve, reject);
    const abort = () => process.alive && reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}
