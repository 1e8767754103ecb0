import type { Store } from "./index.js";

/** A client of redis (node-redis), ioredis or @upstash/redis. */
export interface RedisClient {
  // biome-ignore lint/suspicious/noExplicitAny: each client has its own arguments.
  eval(...args: any[]): Promise<any>;
}

export interface RedisOptions {
  /** The beginning of all keys. Default: "pressone". */
  prefix?: string | undefined;
  /**
   * True if the store checks the server's settings. Default: true. The store then refuses a replica, and a server
   * without `appendonly yes` and `maxmemory-policy noeviction`. It also refuses a server whose settings it cannot
   * read.
   */
  checkServer?: boolean | undefined;
  /** The longest time of a call, with its repetitions after broken connections, in ms. Default: 5,000. */
  timeoutMs?: number | undefined;
}

/**
 * A store in Redis 5 or later, or in Upstash. It may forget the last confirmed writes after a failover or a
 * crash. So the partner client also searches PressOne's order list before a purchase.
 *
 * The client must be connected. The store sends scripts only, so no replica answers.
 */
export function redisStore(client: RedisClient, options?: RedisOptions): Store;
