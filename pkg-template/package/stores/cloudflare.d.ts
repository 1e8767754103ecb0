import type { Store } from "./index.js";

/** The part of a Durable Object's binding that `cloudflareStore` uses. */
export interface StoreNamespace {
  idFromName(name: string): object;
  // biome-ignore lint/suspicious/noExplicitAny: each platform's types have their own class of ids.
  get(id: any): object;
}

/**
 * The Durable Object that stores the values and holds the locks. Export it from your worker, and name it
 * in the worker's configuration under `durable_objects` and `new_sqlite_classes`.
 */
export class StoreObject {
  constructor(context: object, environment: unknown);
  fetch(request: Request): Promise<Response>;
  alarm(): Promise<void>;
}

/**
 * A store in Durable Objects. A write resolves when it is on disk.
 *
 * `owner` separates several stores in one namespace. Default: "".
 */
export function cloudflareStore(
  namespace: StoreNamespace,
  options?: { owner?: string | undefined },
): Store;
