import type { Store } from "./index.js";

/** A prepared statement, as each driver has it. */
export interface SqliteStatement {
  // biome-ignore lint/suspicious/noExplicitAny: each driver's types have their own values.
  all(...values: any[]): unknown[];
  // biome-ignore lint/suspicious/noExplicitAny: each driver's types have their own values.
  run(...values: any[]): unknown;
}

/** The part of a driver's database that `sqliteStore` uses. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

export interface SqliteOptions {
  /** The longest time of a call, while other processes have the file locked, in ms. Default: 5,000. */
  timeoutMs?: number | undefined;
}

/**
 * A store in a SQLite file, for the processes of one machine. The database is one of better-sqlite3,
 * node:sqlite (Node 22.13 and later, Deno) or bun:sqlite. Give the store a connection of its own.
 *
 * @throws {TypeError} if the database is in memory, or, on Linux, on a network file system.
 */
export function sqliteStore(database: SqliteDatabase, options?: SqliteOptions): Store;
