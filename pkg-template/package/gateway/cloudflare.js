// The gateway's storage on Cloudflare: a Durable Object for each key and each lock. One object is
// one place in the world, so that what it holds is the same for everybody, at once.
import { DurableObject } from "cloudflare:workers";

/** Nobody holds a lock for longer than this, in ms: it is beyond the time of any call. */
const LONGEST_HOLD = 120_000;

/** Export it from your worker, and name it in its configuration with `new_sqlite_classes`. */
export class GatewayObject extends DurableObject {
  /** @type {Promise<void>} */
  #last = Promise.resolve();
  /** What was counted, in memory alone: a reset forgets it, which harms nobody. */
  #window = { begun: 0, count: 0 };

  /** @returns {Promise<string | null>} */
  async getItem() {
    return (await this.ctx.storage.get("value")) ?? null;
  }

  /** @param {string} value */
  async setItem(value) {
    await this.ctx.storage.put("value", value);
    // On disk before anything follows from it.
    await this.ctx.storage.sync();
  }

  /**
   * In one step: while an object waits for its storage it is given nothing else to do.
   *
   * @param {string | null} before
   * @param {string} value
   */
  async replaceItem(before, value) {
    if ((await this.getItem()) !== before) return false;
    await this.setItem(value);
    return true;
  }

  /** @param {number} windowMs */
  async count(windowMs) {
    const now = Date.now();
    const { begun } = this.#window;
    if (now < begun || now >= begun + windowMs) this.#window = { begun: now, count: 0 };
    this.#window.count += 1;
    return { count: this.#window.count, waitMs: this.#window.begun + windowMs - now };
  }

  async removeItem() {
    await this.ctx.storage.deleteAll();
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

/**
 * @param {import("./cloudflare.d.ts").GatewayNamespace} namespace the binding of `GatewayObject`
 * @returns {import("./index.d.ts").SharedStorage}
 */
export function durableStorage(namespace) {
  /** @param {string} name */
  const at = (name) => /** @type {any} */ (namespace.get(namespace.idFromName(name)));
  return {
    getItem: (key) => at(key).getItem(),
    setItem: (key, value) => at(key).setItem(value),
    removeItem: (key) => at(key).removeItem(),
    replaceItem: (key, before, value) => at(key).replaceItem(before, value),
    count: (key, windowMs) => at(key).count(windowMs),
    async lock(name, work) {
      // A result need not be of a kind that can travel: only the turn does.
      /** @type {{ value: any } | { error: unknown } | undefined} */
      let outcome;
      await at(`lock:${name}`).exclusive(async () => {
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
