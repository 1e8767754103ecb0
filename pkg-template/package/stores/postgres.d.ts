import type { Store } from "./index.js";

/** A `Pool` of pg, or any object that runs a statement with its values. */
export interface PostgresClient {
  // biome-ignore lint/suspicious/noExplicitAny: each client's types have their own values and rows.
  query(text: string, values: any[]): Promise<any>;
}

export interface PostgresTables {
  /** The schema of the tables. It must exist. Default: the first one of the connection's search path. */
  schema?: string | undefined;
  /** The beginning of the tables' names. Default: "pressone". */
  prefix?: string | undefined;
}

export interface PostgresOptions extends PostgresTables {
  /** The longest time of a call, with its repetitions after broken connections, in ms. Default: 5,000. */
  timeoutMs?: number | undefined;
}

/**
 * A store in PostgreSQL 12 or later. It needs the primary server. PgBouncer works in any mode. The store creates
 * its two tables if they are missing.
 *
 * Each call is one statement, and a lock occupies no connection. A connection of a `Pool` that does not
 * answer in time is closed. Give the pool a `connectionTimeoutMillis`, too.
 */
export function postgresStore(client: PostgresClient, options?: PostgresOptions): Store;

/** Returns the SQL that creates the tables, for a role that may not create them itself. */
export function postgresSchema(options?: PostgresTables): string;
