import { createLocks } from "./locks.js";
import { createStorage } from "./storage.js";
import { createTab } from "./tab.js";
import { createFetch } from "./wire.js";

/**
 * Tabs with one client each. All share one storage and one server.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("./tab.js").Tab} Tab
 * @typedef {ReturnType<typeof createClients>} Clients
 *
 * @typedef {typeof import("#pressone-esim")} Package
 * @typedef {Awaited<ReturnType<Package["createClient"]>>} Client
 * @typedef {(request: Request) => Promise<Response>} Fetch
 *
 * @typedef {object} Defect Breaks the protocol of a client by wrapping what the client is given.
 * @property {(storage: any) => any} [storage]
 * @property {(fetch: Fetch) => Fetch} [fetch]
 *
 * @typedef {object} TabClient
 * @property {Tab} tab
 * @property {Client} client
 * @property {boolean} freed True if the tab has freed its client. Calls in flight go on.
 */

const BASE_URL = "https://api.example.com";

/** @param {Simulation} simulation @param {Package} pressone @param {Defect} defect */
export function createClients(simulation, pressone, defect) {
  const { plan, sandbox } = simulation;
  const locks = createLocks(simulation);
  /** @type {TabClient[]} */
  const opened = [];

  /** @param {TabClient} tabClient */
  function free(tabClient) {
    if (!tabClient.freed) tabClient.client.free();
    tabClient.freed = true;
  }

  return {
    heldLocks: locks.heldNames,

    /**
     * @param {string} name
     * @param {import("./tab.js").Crash | null} crash
     * @returns {Promise<TabClient>}
     */
    async open(name, crash = null) {
      const tab = createTab(simulation, name, crash);
      const unlocked = createStorage(simulation, tab);
      const storage = plan.storage.locks ? { ...unlocked, lock: locks.lockFor(tab) } : unlocked;
      const fetch = createFetch(simulation, tab);
      const client = await pressone.createClient({
        baseUrl: BASE_URL,
        credentials: sandbox.credentials,
        storage: defect.storage?.(storage) ?? storage,
        fetch: defect.fetch?.(fetch) ?? fetch,
        lookUpMs: plan.lookUpMs,
        maxRetries: plan.maxRetries,
      });
      const tabClient = { tab, client, freed: false };
      opened.push(tabClient);
      return tabClient;
    },

    free,

    freeAll() {
      for (const tabClient of opened) free(tabClient);
    },
  };
}
