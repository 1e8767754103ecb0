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

/** Makes a store from its commands. The store checks the arguments. */
export function checkedStore(
  durability: Store["durability"],
  commands: Commands,
  lock: Store["lock"],
): Store;

/** The commands of leases. Each is one step. A command may be repeated, and may run late. */
export interface Leases {
  /** Takes the lease, if no other owner has it. Returns true if this owner has it now. */
  acquire(name: string, owner: string, leaseMs: number): boolean | Promise<boolean>;
  /** Sets the end to `leaseMs` from now, if this owner still has the lease. Otherwise returns false. */
  renew(name: string, owner: string, leaseMs: number): boolean | Promise<boolean>;
  /** Removes the lease, if this owner still has it. */
  release(name: string, owner: string): unknown;
}

/** Makes locks from leases. The waiters of a process queue in it. Each polls by its own timer. */
export function createLeaseLock(leases: Leases): Store["lock"];
