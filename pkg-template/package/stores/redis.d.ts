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
   * False: the server's settings are not checked. Default: true. The store then refuses a server without an
   * append-only file, with a `maxmemory-policy` other than `noeviction`, or whose settings it cannot read.
   */
  checkServer?: boolean | undefined;
  /** The longest time of a call, with its repetitions after broken connections. Default: 5,000. */
  timeoutMs?: number | undefined;
}

/**
 * A store in Redis 5 or later, or in Upstash. It may forget the last confirmed writes after a failover or a
 * crash, so the partner client also looks into PressOne's order list before each purchase.
 *
 * The client must be connected. Only scripts are sent, so replicas answer nothing.
 */
export function redisStore(client: RedisClient, options?: RedisOptions): Store;
