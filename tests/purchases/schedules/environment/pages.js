import { checkPagePost, observePageAnswer } from "../checks/page-requests.js";
import { SHOP_URL } from "./hosts.js";
import { simulatedResponse, unlessAborted } from "./partner-wire.js";
import { createProcess, interact } from "./process.js";
import { SESSION } from "./shop.js";
import { PAGE_FAULTS } from "./wire-faults.js";

/**
 * The shop's pages, and the network between them and the gateways.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("./process.js").Process} Process
 * @typedef {import("./process.js").Crash} Crash
 * @typedef {import("./hosts.js").Hosts} Hosts
 * @typedef {import("./hosts.js").Modules} Modules
 * @typedef {Awaited<ReturnType<typeof import("#pressone-esim").createClient>>} Client
 * @typedef {ReturnType<typeof createPages>} Pages
 *
 * @typedef {object} Page
 * @property {Process} process
 * @property {(who: string) => Promise<Client>} clientOf The page's client in the session of a shopper.
 *
 * @typedef {object} PageRequest A request of a page as it is on the wire.
 * @property {string} url
 * @property {string} method
 * @property {Headers} headers
 * @property {string | undefined} body
 */

const READ_FAULT_RATIO = 0.4;
const MAX_TRAVEL_MS = 60;
const ORIGIN = new URL(SHOP_URL).origin;
const BAD_GATEWAY = { kind: "answer", status: 502, headers: {}, text: "<h1>502</h1>" };

/** @param {Simulation} simulation @param {Hosts} hosts @param {Modules} modules */
export function createPages(simulation, hosts, { pressone, defect }) {
  const { clock, random, plan } = simulation;
  /** @type {Client[]} */
  const clients = [];

  /**
   * A gateway's answer to a request that has arrived at the shop.
   *
   * @param {PageRequest} request
   * @returns {Promise<{ kind: string, status: number, headers: any, text: string }>}
   */
  async function serve({ url, method, headers, body }) {
    const life = hosts.pickAny();
    if (!life?.process.alive) {
      if (random.chance(0.5)) return BAD_GATEWAY;
      throw new TypeError("fetch failed");
    }
    const { process, gateway } = life;
    /** @type {Promise<never>} */
    const died = new Promise((_, reject) => {
      process.onCrash.add(() => random.chance(0.7) && reject(new TypeError("fetch failed")));
    });
    const answered = gateway(
      new Request(url, { method, headers, ...(body !== undefined && { body }) }),
    );
    const response = await Promise.race([answered, died]);
    if (!process.alive) return new Promise(() => {});
    const text = await clock.hold(response.text());
    return { kind: "answer", status: response.status, headers: response.headers, text };
  }

  /** The wire brings a copy of an old request. @param {PageRequest} request */
  function copyLater(request) {
    const body = request.body?.replace(/("description":"[^"]*)/, "$1 copy");
    const ms = random.chance(0.3) ? random.between(0, 50) : random.between(0, plan.copyWithinMs);
    clock.after(ms, () => {
      simulation.count("a late copy of a request arrives");
      simulation.log("wire", `a copy arrives: ${body}`);
      serve({ ...request, body }).catch(() => {});
    });
  }

  /** @param {Process} process @param {boolean} writes */
  function pickFault(process, writes) {
    const { rate, kinds } = plan.pageFaults;
    const kind = simulation.injects(writes ? rate : rate * READ_FAULT_RATIO) && random.pick(kinds);
    const fault = PAGE_FAULTS.find((each) => each.kind === kind);
    if (fault) simulation.count(`page ${writes ? "write" : "read"}: ${kind}`);
    if (fault) simulation.log(process.name, `  the wire: ${kind}`);
    return fault;
  }

  /** @param {Process} process */
  const createFetch = (process) =>
    /** @param {Request} request @returns {Promise<Response>} */
    async function fetch(request) {
      const { url, method, signal } = request;
      const headers = new Headers(request.headers);
      headers.set("Origin", ORIGIN);
      const writes = method === "POST";
      const sent = writes ? await clock.hold(request.text()) : undefined;
      const asked = checkPagePost(simulation, process, { url, headers, body: sent });
      const fault = pickFault(process, writes);
      const copied = { url, method, headers, body: asked.body };
      if (writes && simulation.injects(plan.copyRate)) copyLater(copied);
      const slowMs = random.between(0, fault?.slowMs ?? 0);
      const requestIsSlow = random.chance(0.5);
      const lateMs = fault?.lateMs && random.between(0, fault.lateMs);
      const response = interact(simulation, process, {
        name: writes ? "purchase" : "question",
        requestMs: lateMs ?? random.between(1, MAX_TRAVEL_MS) + (requestIsSlow ? slowMs : 0),
        responseMs: random.between(1, MAX_TRAVEL_MS) + (requestIsSlow ? 0 : slowMs),
        unanswered: fault?.unanswered ?? false,
        brokenAfterMs: lateMs && random.between(1, MAX_TRAVEL_MS),
        async effect() {
          const answer = fault?.lost ? BAD_GATEWAY : await serve(copied);
          if (fault?.broken) throw new TypeError("fetch failed");
          if (fault?.answer) return simulatedResponse({ ...BAD_GATEWAY, ...fault.answer });
          return Object.assign(simulatedResponse(answer), { gatewayText: answer.text });
        },
      });
      const answer = await unlessAborted(process, signal, response);
      observePageAnswer(simulation, process, asked, answer);
      return answer;
    };

  return {
    /** @param {string} name @param {Crash | null} [crash] @returns {Page} */
    open(name, crash = null) {
      const process = createProcess(simulation, name, crash);
      /** @type {Map<string, Client>} */
      const sessions = new Map();
      const fetch = createFetch(process);
      return {
        process,
        async clientOf(who) {
          const client =
            sessions.get(who) ??
            (await pressone.createClient({
              baseUrl: SHOP_URL,
              headers: { [SESSION]: who },
              fetch: defect.pageFetch?.(fetch) ?? fetch,
              maxRetries: plan.maxRetries,
            }));
          if (!sessions.has(who)) clients.push(client);
          sessions.set(who, client);
          return client;
        },
      };
    },

    free() {
      for (const client of clients) client.free();
    },
  };
}
