import type { Store } from "./index.js";

export interface CheckOptions {
  /** More clients of the same store, as other processes have them. */
  clients?: readonly Store[] | undefined;
  /**
   * Ends the store as a crash does (SIGKILL, not `close`), opens it again, and returns a new client. It is
   * called once, and no other check runs meanwhile.
   */
  crash?: (() => Promise<Store>) | undefined;
  /**
   * Takes the lock of this name in another process, whose work never ends, and kills that process. Resolves
   * when it is dead.
   */
  abandonLock?: ((name: string) => Promise<void>) | undefined;
  /** Checks only the rules whose names match. A problem begins with the name of its rule. */
  only?: RegExp | undefined;
}

/**
 * Checks that a store keeps the contract of `Store`. Returns what is wrong, a sentence each; nothing is wrong
 * if the list is empty. It takes about 20 seconds, and removes what it wrote.
 *
 * Use an empty store of its own, and give it at least two clients, if the store is one of several processes.
 */
export function checkStore(store: Store, options?: CheckOptions): Promise<string[]>;
