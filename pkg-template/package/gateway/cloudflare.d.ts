import type { SharedStorage } from "./index.js";

/** What `durableStorage` needs of a Durable Object's binding. */
export interface GatewayNamespace {
  idFromName(name: string): object;
  // biome-ignore lint/suspicious/noExplicitAny: each platform's types have an id of their own.
  get(id: any): object;
}

/**
 * The Durable Object that keeps the gateway's records and locks. Export it from your worker, and
 * name it under `durable_objects` and `new_sqlite_classes` in its configuration.
 */
export class GatewayObject {
  constructor(context: object, environment: unknown);
  fetch(request: Request): Promise<Response>;
}

/**
 * The gateway's storage: a Durable Object for each key and each lock, and 16 for the journal, written
 * through to disk. `owner` tells several storages in one namespace apart.
 */
export function durableStorage(namespace: GatewayNamespace, owner?: string): SharedStorage;
