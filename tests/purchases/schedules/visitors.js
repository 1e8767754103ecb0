import { createLocks } from "./locks.js";
import { createStorage } from "./storage.js";
import { createTab } from "./tab.js";
import { createFetch } from "./wire.js";

/**
 * The tabs with their clients, on one storage and one server.
 *
 * @typedef {import("./world.js").World} World
 * @typedef {import("./tab.js").Tab} Tab
 *
 * @typedef {typeof import("#pressone-esim")} Package
 * @typedef {Awaited<ReturnType<Package["createClient"]>>} Client
 *
 * @typedef {object} Sabotage Spoils what a client is given, to see whether that is noticed.
 * @property {(storage: any) => any} [storage]
 * @property {(fetch: (request: Request) => Promise<Response>) => (request: Request) => Promise<Response>} [fetch]
 *
 * @typedef {object} Visitor
 * @property {Tab} tab
 * @property {Client} client
 * @property {boolean} left Whether it has freed its client, whose calls in flight go on.
 */

const ORIGIN = "https://api.example.com";

/** @param {World} world @param {Package} pressone @param {Sabotage} sabotage */
export function createVisitors(world, pressone, sabotage) {
  const { plan, sandbox } = world;
  const locks = createLocks(world);
  /** @type {Visitor[]} */
  const visitors = [];

  /** @param {Visitor} visitor */
  function leave(visitor) {
    if (!visitor.left) visitor.client.free();
    visitor.left = true;
  }

  return {
    locks,

    /** @param {string} name @param {import("./tab.js").Death | null} death @returns {Promise<Visitor>} */
    async visit(name, death = null) {
      const tab = createTab(world, name, death);
      const plain = createStorage(world, tab);
      const storage = plan.storage.locks ? { ...plain, lock: locks.of(tab) } : plain;
      const fetch = createFetch(world, tab);
      const client = await pressone.createClient({
        baseUrl: ORIGIN,
        credentials: sandbox.credentials,
        storage: sabotage.storage?.(storage) ?? storage,
        fetch: sabotage.fetch?.(fetch) ?? fetch,
        lookUpMs: plan.lookUpMs,
        maxRetries: plan.maxRetries,
      });
      const visitor = { tab, client, left: false };
      visitors.push(visitor);
      return visitor;
    },

    leave,

    close() {
      for (const visitor of visitors) leave(visitor);
    },
  };
}
