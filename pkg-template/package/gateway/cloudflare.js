// The gateway's storage on Cloudflare: a Durable Object for each key and each lock, and some for the
// journal, whose entries have to be listed. One object is one place in the world, so that what it holds
// is the same for everybody, at once.
import { DurableObject } from "cloudflare:workers";

/** Nobody holds a lock for longer than this, in ms: it is beyond the time of any call. */
const LONGEST_HOLD = 120_000;

/** Export it from your worker, and name it in its configuration with `new_sqlite_classes`. */
export class GatewayObject extends DurableObject {
  /** @type {Promise<void>} */
  #last = Promise.resolve();
  /** What was counted, in memory alone: a reset forgets it, which harms nobody. */
  #window = { begun: 0, count: 0 };

  /** @param {string} key @returns {Promise<string | null>} */
  async getItem(key) {
    return (await this.ctx.storage.get(key)) ?? null;
  }

  /** @param {string} key @param {string} value */
  async setItem(key, value) {
    await this.ctx.storage.put(key, value);
    // On disk before anything follows from it.
    await this.ctx.storage.sync();
  }

  /**
   * In one step: while an object waits for its storage it is given nothing else to do.
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
    const { begun } = this.#window;
    if (now < begun || now >= begun + windowMs) this.#window = { begun: now, count: 0 };
    this.#window.count += 1;
    return { count: this.#window.count, waitMs: this.#window.begun + windowMs - now };
  }

  /** @param {string} key */
  async removeItem(key) {
    await this.ctx.storage.delete(key);
    // An object without anything costs nothing.
    if ((await this.ctx.storage.list({ limit: 1 })).size === 0) await this.ctx.storage.deleteAll();
  }

  /**
   * Does the caller's work while nobody else's is done here. If the caller's worker ends, so does
   * the call to it, and with it the lock.
   *
   * @param {() => Promise<void>} work
   */
  async exclusive(work) {
    const before = this.#last;
    /** @type {() => void} */
    let release = () => {};
    this.#last = new Promise((/** @type {(value: void) => void} */ resolve) => {
      release = resolve;
    });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    try {
      await before;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, LONGEST_HOLD);
      });
      await Promise.race([work(), late]);
    } finally {
      clearTimeout(timer);
      release();
    }
  }
}

/** What the keys of the journal begin with. */
const JOURNAL = "pressone-esim:write:";
/** How many objects the journal is spread over: each writes some hundred entries a second. */
const SHARDS = 16;

/** @param {string} key */
function shardOf(key) {
  let sum = 0;
  for (const character of key) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return sum % SHARDS;
}

/**
 * @param {import("./cloudflare.d.ts").GatewayNamespace} namespace the binding of `GatewayObject`
 * @param {string} [owner] whose storage of several in one namespace
 * @returns {import("./index.d.ts").SharedStorage}
 */
export function durableStorage(namespace, owner = "") {
  /** @param {string} name */
  const named = (name) => /** @type {any} */ (namespace.get(namespace.idFromName(owner + name)));
  const shard = (/** @type {number} */ index) => named(`journal:${index}`);
  /** @param {string} key */
  const at = (key) => (key.startsWith(JOURNAL) ? shard(shardOf(key)) : named(key));
  return {
    getItem: (key) => at(key).getItem(key),
    setItem: (key, value) => at(key).setItem(key, value),
    removeItem: (key) => at(key).removeItem(key),
    replaceItem: (key, before, value) => at(key).replaceItem(key, before, value),
    async keys(prefix) {
      const all = Array.from({ length: SHARDS }, (_, index) => shard(index).keys(prefix));
      return (await Promise.all(all)).flat();
    },
    count: (key, windowMs) => at(key).count(windowMs),
    async lock(name, work) {
      // A result need not be of a kind that can travel: only the turn does.
      /** @type {{ value: any } | { error: unknown } | undefined} */
      let outcome;
      await named(`lock:${name}`).exclusive(async () => {
        try {
          outcome = { value: await work() };
        } catch (error) {
          outcome = { error };
        }
      });
      if (outcome === undefined) throw new Error("the lock was lost");
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    },
  };
}
