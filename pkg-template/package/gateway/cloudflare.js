// The gateway's storage on Cloudflare: one Durable Object per key and per lock, and some for the
// journal, because its keys must be listed. Each object exists once in the world, so all isolates see
// the same values and locks.
import { DurableObject } from "cloudflare:workers";

/** The longest time that a lock is held, in ms: longer than any call. */
const MAX_LOCK_MS = 120_000;

/** Export it from your worker, and name it in the worker's configuration with `new_sqlite_classes`. */
export class GatewayObject extends DurableObject {
  /** The end of the last holder of the lock. @type {Promise<void>} */
  #last = Promise.resolve();
  /** The window of the rate limit. In memory only: a reset merely starts a new window. */
  #window = { start: 0, count: 0 };

  /** @param {string} key @returns {Promise<string | null>} */
  async getItem(key) {
    return (await this.ctx.storage.get(key)) ?? null;
  }

  /** @param {string} key @param {string} value */
  async setItem(key, value) {
    await this.ctx.storage.put(key, value);
    // Resolves when the value is on disk.
    await this.ctx.storage.sync();
  }

  /**
   * Compare-and-set. Atomic: while an object waits for its storage, it receives no other call.
   *
   * @param {string} key
   * @param {string | null} before
   * @param {string} value
   */
  async replaceItem(key, before, value) {
    if ((await this.getItem(key)) !== before) return false;
    await (value ? this.setItem(key, value) : this.removeItem(key));
    return true;
  }

  /** @param {string} prefix */
  async keys(prefix) {
    return [...(await this.ctx.storage.list({ prefix })).keys()];
  }

  /** @param {number} windowMs */
  async count(windowMs) {
    const now = Date.now();
    const { start } = this.#window;
    if (now < start || now >= start + windowMs) this.#window = { start: now, count: 0 };
    this.#window.count += 1;
    return { count: this.#window.count, waitMs: this.#window.start + windowMs - now };
  }

  /** @param {string} key */
  async removeItem(key) {
    await this.ctx.storage.delete(key);
    // Cloudflare charges nothing for an object whose storage is deleted.
    if ((await this.ctx.storage.list({ limit: 1 })).size === 0) await this.ctx.storage.deleteAll();
  }

  /**
   * Calls `work` while no other caller's work runs in this object. If the caller's worker ends, its call
   * ends, and the lock is released.
   *
   * @param {() => Promise<void>} work
   */
  async runExclusive(work) {
    const previous = this.#last;
    /** @type {() => void} */
    let release = () => {};
    this.#last = new Promise((/** @type {(value: void) => void} */ resolve) => {
      release = resolve;
    });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    try {
      await previous;
      const expired = new Promise((resolve) => {
        timer = setTimeout(resolve, MAX_LOCK_MS);
      });
      await Promise.race([work(), expired]);
    } finally {
      clearTimeout(timer);
      release();
    }
  }
}

/** The prefix of the journal's keys. */
const JOURNAL_PREFIX = "pressone-esim:write:";
/** The number of objects that share the journal. Each writes some hundred entries a second. */
const JOURNAL_SHARDS = 16;

/** @param {string} key */
function shardOf(key) {
  let sum = 0;
  for (const character of key) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return sum % JOURNAL_SHARDS;
}

/**
 * @param {import("./cloudflare.d.ts").GatewayNamespace} namespace the binding of `GatewayObject`
 * @param {string} [owner] prefix of all names, if several storages share the namespace
 * @returns {import("./index.d.ts").SharedStorage}
 */
export function durableStorage(namespace, owner = "") {
  /** @param {string} name */
  const objectNamed = (name) =>
    /** @type {any} */ (namespace.get(namespace.idFromName(owner + name)));
  /** @param {number} shard */
  const journalObject = (shard) => objectNamed(`journal:${shard}`);
  /** @param {string} key */
  const objectOf = (key) =>
    key.startsWith(JOURNAL_PREFIX) ? journalObject(shardOf(key)) : objectNamed(key);
  return {
    getItem: (key) => objectOf(key).getItem(key),
    setItem: (key, value) => objectOf(key).setItem(key, value),
    removeItem: (key) => objectOf(key).removeItem(key),
    replaceItem: (key, before, value) => objectOf(key).replaceItem(key, before, value),
    async keys(prefix) {
      const lists = Array.from({ length: JOURNAL_SHARDS }, (_, shard) =>
        journalObject(shard).keys(prefix),
      );
      return (await Promise.all(lists)).flat();
    },
    count: (key, windowMs) => objectOf(key).count(windowMs),
    async lock(name, work) {
      // The result stays in this isolate: a call to an object carries only structured-clone values.
      /** @type {{ value: any } | { error: unknown } | undefined} */
      let outcome;
      await objectNamed(`lock:${name}`).runExclusive(async () => {
        try {
          outcome = { value: await work() };
        } catch (error) {
          outcome = { error };
        }
      });
      if (outcome === undefined) {
        throw new Error("the lock was lost before the work ended; its outcome is unknown");
      }
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    },
  };
}
