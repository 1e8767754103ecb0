import type { SharedStorage } from "./index.js";

/** The part of a Durable Object's binding that `durableStorage` uses. */
export interface GatewayNamespace {
  idFromName(name: string): object;
  // biome-ignore lint/suspicious/noExplicitAny: each platform's types have their own class of ids.
  get(id: any): object;
}

/**
 * The Durable Object that stores the gateway's records and holds its locks. Export it from your worker,
 * and name it in the worker's configuration under `durable_objects` and `new_sqlite_classes`.
 */
export class GatewayObject {
  constructor(context: object, environment: unknown);
  fetch(request: Request): Promise<Response>;
}

/**
 * The gateway's storage in Durable Objects: one per key and per lock, and 16 for the journal. A write
 * resolves when it is on disk. `owner` separates several storages in one namespace.
 */
export function durableStorage(namespace: GatewayNamespace, owner?: string): SharedStorage;
