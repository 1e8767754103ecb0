import { createPartnerFetch } from "./partner-wire.js";
import { createProcess } from "./process.js";
import { openStore } from "./store.js";

/**
 * The shop's hosts. Each runs a process with a gateway over a partner client. A process that dies is
 * replaced some time later.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("./process.js").Process} Process
 * @typedef {import("./process.js").Crash} Crash
 * @typedef {Awaited<ReturnType<typeof createHosts>>} Hosts
 *
 * @typedef {typeof import("#pressone-esim/partner")} PartnerPackage
 * @typedef {Awaited<ReturnType<PartnerPackage["createClient"]>>} Client
 * @typedef {(request: Request) => Promise<Response>} Fetch
 *
 * @typedef {object} Defect Breaks the protocol by wrapping what clients are given.
 * @property {(store: any) => any} [store]
 * @property {(fetch: Fetch) => Fetch} [partnerFetch]
 * @property {(fetch: Fetch) => Fetch} [pageFetch]
 *
 * @typedef {object} Modules
 * @property {typeof import("#pressone-esim")} pressone
 * @property {PartnerPackage} partner
 * @property {typeof import("pressone-esim/gateway").createGateway} createGateway
 * @property {Defect} defect
 *
 * @typedef {object} Life A process of a host.
 * @property {Process} process
 * @property {Client} client
 * @property {import("pressone-esim/gateway").Gateway} gateway
 */

export const PARTNER_URL = "https://api.example.com";
export const BASE_PATH = "/api";
export const SHOP_URL = `https://shop.example${BASE_PATH}`;
const SECRET = "a secret of more than thirty-two characters";

/** @param {Simulation} simulation @param {Modules} modules */
export async function createHosts(simulation, { partner, createGateway, defect }) {
  const { plan, clock, sandbox, random } = simulation;
  /** @type {Life[]} */
  const lives = [];
  /** @type {(Life | undefined)[]} */
  const current = [];

  /** @param {number} host @param {Crash | null} crash */
  async function start(host, crash) {
    const process = createProcess(simulation, `host ${host + 1}`, crash);
    const store = openStore(simulation, process);
    const fetch = createPartnerFetch(simulation, process);
    const client = await partner.createClient({
      baseUrl: PARTNER_URL,
      credentials: sandbox.credentials,
      secret: SECRET,
      store: defect.store?.(store) ?? store,
      fetch: defect.partnerFetch?.(fetch) ?? fetch,
      lookUpMs: plan.lookUpMs,
      maxRetries: plan.maxRetries,
      ...(plan.judges && { judgeRenewal: judge }),
      onEvent: (event) => simulation.hear(process, event),
    });
    const gateway = createGateway({
      basePath: BASE_PATH,
      partner: client,
      limit: plan.limit,
      // Without listeners the gateway writes to the console.
      onError: () => {},
      onEvent: () => {},
      ...simulation.shop.hooks,
    });
    const life = { process, client, gateway };
    lives.push(life);
    current[host] = life;
    process.onCrash.add(() => {
      if (current[host] === life) replace(host);
    });
  }

  /** @param {number} host */
  function replace(host) {
    current[host] = undefined;
    const [crash = null] = plan.crashes.hosts[host]?.splice(0, 1) ?? [];
    clock.after(random.between(100, plan.restartMs), () => start(host, crash));
  }

  for (const host of [0, 1]) {
    const [crash = null] = plan.crashes.hosts[host]?.splice(0, 1) ?? [];
    await start(host, crash);
  }

  return {
    start,

    /** A host whose process lives, if there is one. */
    pick() {
      const living = current.filter((life) => life?.process.alive);
      return living.length > 0 ? random.pick(living) : undefined;
    },

    /** Any host. A load balancer notices late that a process has died. */
    pickAny: () => random.pick(current.length > 0 ? current : [undefined]),

    /** Ends the processes of all hosts at once. */
    cutPower() {
      for (const life of current) life?.process.crash("by a power cut");
    },

    /** Replaces a process as a deployment does. @param {number} host */
    async deploy(host) {
      const life = current[host];
      if (!life) return;
      simulation.count("a deployment");
      await life.gateway.close();
      life.process.crash("after a deployment");
    },

    /** Ends all processes, after their calls have ended. */
    stop() {
      for (const { process } of lives) {
        process.stopped = process.alive;
        process.alive = false;
      }
      current.length = 0;
    },

    free() {
      for (const { client } of lives) client.free();
    },
  };
}

/**
 * The shop's judgement on a renewal: done if the period was extended.
 *
 * @param {any} before
 * @param {any} after
 * @returns {"done" | undefined}
 */
function judge(before, after) {
  const end = (/** @type {any} */ state) => state?.results?.[0]?.subscription?.current_period_end;
  return end(before) !== undefined && end(after) > end(before) ? "done" : undefined;
}
