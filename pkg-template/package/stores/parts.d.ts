import type { Store, WindowCount } from "./index.js";

/** The commands of a store. Their arguments are checked. Null as a value means no value. */
export interface Commands {
  getMany(keys: readonly string[]): (string | null)[] | Promise<(string | null)[]>;
  write(key: string, value: string | null, ttlMs?: number): unknown;
  compareAndSet(
    key: string,
    expected: string | null,
    value: string | null,
    ttlMs?: number,
  ): boolean | Promise<boolean>;
  increment(key: string, ttlMs: number): WindowCount | Promise<WindowCount>;
  keys(prefix: string, after: string, limit?: number): string[] | Promise<string[]>;
}

/** Makes a store of its commands. It checks the arguments. */
export function checkedStore(
  durability: Store["durability"],
  commands: Commands,
  lock: Store["lock"],
): Store;

/** The commands of leases, each one step. A command may run again, and may run late. */
export interface Leases {
  /** Takes the lease, if no other owner has it. True if this owner has it now. */
  acquire(name: string, owner: string, leaseMs: number): boolean | Promise<boolean>;
  /** Sets the end to `leaseMs` from now, if this owner still has the lease. Else returns false. */
  renew(name: string, owner: string, leaseMs: number): boolean | Promise<boolean>;
  /** Removes the lease, if this owner still has it. */
  release(name: string, owner: string): unknown;
}

/** Makes locks of leases. Waiters of one process queue locally, and each polls by its own timer. */
export function createLeaseLock(leases: Leases): Store["lock"];
