import type { Store } from "./index.js";

export interface CheckOptions {
  /** More clients of the same store, as other processes have them. */
  clients?: readonly Store[] | undefined;
  /**
   * Ends the store as by a crash (SIGKILL, not `close`), opens it again, and returns a new client. It is called
   * once. No other check runs meanwhile.
   */
  crash?: (() => Promise<Store>) | undefined;
  /**
   * Takes the lock of this name in another process, and kills that process before it releases the lock.
   * Resolves when the process is dead.
   */
  abandonLock?: ((name: string) => Promise<void>) | undefined;
  /** Checks only the rules whose names match. A problem begins with the name of its rule. */
  only?: RegExp | undefined;
}

/**
 * Checks that a store keeps the contract of `Store`. Returns a sentence for each broken rule; an empty list if
 * there is none. It takes about 20 seconds, and removes the keys that it wrote.
 *
 * Use an empty store. If several processes share the store, pass `clients`.
 */
export function checkStore(store: Store, options?: CheckOptions): Promise<string[]>;
