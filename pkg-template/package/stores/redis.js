// The store in Redis. Names are spread over shards, each with a hash tag of its own, so a cluster works too.
import { MAX_TTL_MS } from "./arguments.js";
import { checkedStore } from "./checked-store.js";
import { keyRange } from "./key-range.js";
import { createLeaseLock } from "./lease-lock.js";
import { hash, hasOnePlace, placeOf } from "./placement.js";
import { ACQUIRE, COUNT, LIST, READ, RELEASE, RENEW, TELL_TIME, WRITE } from "./redis-scripts.js";
import { checkServer, RedisSettingsError } from "./redis-settings.js";
import { createServerClock, LateWriteError } from "./server-clock.js";
import { shareFlight } from "./shared-flight.js";
import { timedCall, timeoutOf } from "./timed-call.js";

/** Another number would lose stored values. */
const SHARDS = 16;
const PREFIX = /^[A-Za-z0-9_.:-]{1,40}$/;
/** The most names that a script reads at once. Other commands wait meanwhile. */
const LIST_SIZE = 500;
/** The fewest names that a script reads at once. Each may have expired, and a script takes a round trip. */
const MIN_LIST_SIZE = 100;
const PAUSE_MS = 25;
/** Errors that the server answers, and that pass. All others that it answers stay. */
const PASSING = /^(LOADING|BUSY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|MOVED|ASK|READONLY)/;
const ANSWERED =
  /^(ERR|NOAUTH|NOPERM|WRONGTYPE|WRONGPASS|OOM|NOSCRIPT|MISCONF|NOREPLICAS|EXECABORT|UNKILLABLE)/;

/** @typedef {(script: string, keys: string[], args: string[]) => Promise<any>} Run */

/** @param {any} client @returns {Run} */
function runnerOf(client) {
  if (typeof client?.eval === "function") {
    // ioredis has `sendCommand` too.
    if (typeof client.defineCommand === "function") {
      return (script, keys, args) => client.eval(script, keys.length, ...keys, ...args);
    }
    if (typeof client.sendCommand === "function") {
      return (script, keys, args) => client.eval(script, { keys, arguments: args });
    }
    if (typeof client.createScript === "function") {
      return (script, keys, args) => client.eval(script, keys, args);
    }
  }
  throw new TypeError("redisStore needs a client of redis (node-redis), ioredis or @upstash/redis");
}

/** @param {any} error */
function passes(error) {
  if (error instanceof LateWriteError) return true;
  if (error instanceof RedisSettingsError || error instanceof TypeError) return false;
  const message = String(error?.message);
  return PASSING.test(message) || !ANSWERED.test(message);
}

/** Text that may be absent, as the scripts get it. @param {string | null} value */
const optional = (value) => (value === null ? "0" : `1${value}`);

/**
 * @param {import("./redis.d.ts").RedisClient} client
 * @param {import("./redis.d.ts").RedisOptions} [options]
 * @returns {import("./index.d.ts").Store}
 */
export function redisStore(client, options = {}) {
  const run = runnerOf(client);
  const timeoutMs = timeoutOf(options);
  const { prefix = "pressone", checkServer: check = true } = options;
  if (!PREFIX.test(prefix)) {
    throw new TypeError("prefix must be 1 to 40 letters, digits and _ . : -");
  }
  // A client without a listener ends the process when its connection breaks.
  /** @type {any} */ (client).on?.("error", () => {});

  /** @param {number} shard @param {string} kind @param {string} [name] */
  const keyOf = (shard, kind, name) =>
    `${prefix}:{${prefix}${shard}}:${kind}${name === undefined ? "" : `:${name}`}`;
  /** @param {string} name */
  const shardOf = (name) => hash(placeOf(name)[1]) % SHARDS;
  /** @param {string} name */
  const lockShardOf = (name) => hash(name) % SHARDS;

  const shards = Array.from({ length: SHARDS }, (_, shard) => {
    const clock = createServerClock();
    const key = keyOf(shard, "index");
    const getReady = shareFlight(async () => {
      if (check) await checkServer(run, key);
      clock.observe(Number(String(await run(TELL_TIME, [key], [])).slice(1)));
    });
    return { clock, getReady };
  });

  /**
   * Returns the clock of a shard's server. The first call checks the server, and reads its time.
   *
   * @param {number} shard
   * @param {number} deadline
   */
  async function clockOf(shard, deadline) {
    const { clock, getReady } = /** @type {(typeof shards)[number]} */ (shards[shard]);
    if (!clock.isSet) await getReady(deadline);
    return clock;
  }

  /**
   * Runs a script of a shard.
   *
   * @param {number} shard
   * @param {string} script
   * @param {string[]} keys
   * @param {string[]} args
   * @returns {Promise<any>}
   */
  const call = (shard, script, keys, args) =>
    timedCall({ timeoutMs, pauseMs: PAUSE_MS, passes }, async (deadline) => {
      await clockOf(shard, deadline);
      return run(script, keys, args);
    });

  /**
   * Runs a script that writes, and does nothing after its end.
   *
   * @param {number} shard
   * @param {string} script
   * @param {string[]} keys
   * @param {(end: string) => string[]} argsFor
   * @returns {Promise<boolean>}
   */
  const callOnTime = (shard, script, keys, argsFor) =>
    timedCall({ timeoutMs, pauseMs: PAUSE_MS, passes }, async (deadline) => {
      const clock = await clockOf(shard, deadline);
      const [answer, at] = await run(script, keys, argsFor(String(clock.endAt(deadline))));
      clock.observe(Number(String(at).slice(1)));
      if (answer === "late") throw new LateWriteError();
      return answer === "yes";
    });

  /**
   * @param {string} name
   * @param {string} comparison "" compares nothing
   * @param {string | null} value
   * @param {number | undefined} ttlMs
   */
  function write(name, comparison, value, ttlMs) {
    const shard = shardOf(name);
    const keys = [keyOf(shard, "ends"), keyOf(shard, "value", name), keyOf(shard, "index")];
    const ttl = ttlMs === undefined ? "" : String(Math.min(Math.ceil(ttlMs), MAX_TTL_MS));
    return callOnTime(shard, WRITE, keys, (end) => [name, end, comparison, optional(value), ttl]);
  }

  /** @param {number} shard @param {string} prefix @param {string} after @param {number} limit */
  async function listShard(shard, prefix, after, limit) {
    /** @type {string[]} */
    const names = [];
    const range = keyRange(prefix, after);
    let bound = `${range.comparison === ">" ? "(" : "["}${range.start}`;
    for (;;) {
      const keys = [keyOf(shard, "ends"), keyOf(shard, "index")];
      const size = String(Math.min(LIST_SIZE, Math.max(MIN_LIST_SIZE, limit)));
      const found = await call(shard, LIST, keys, [bound, `(${range.end}`, size]);
      const [last = "", ...page] = found.map((/** @type {unknown} */ each) =>
        String(each).slice(1),
      );
      for (const name of page) names.push(name);
      if (last === "" || names.length >= limit) return names;
      bound = `(${last}`;
    }
  }

  return checkedStore(
    "may_forget",
    {
      async getMany(names) {
        /** @type {Map<string, string | null>} */
        const values = new Map();
        const reads = [...new Set(names.map(shardOf))].map(async (shard) => {
          const inShard = [...new Set(names)].filter((name) => shardOf(name) === shard);
          const keys = inShard.map((name) => keyOf(shard, "value", name));
          const found = await call(shard, READ, keys, []);
          for (const [index, name] of inShard.entries()) {
            const text = String(found[index]);
            values.set(name, text.startsWith("v") ? text.slice(1) : null);
          }
        });
        await Promise.all(reads);
        return names.map((name) => values.get(name) ?? null);
      },
      async write(name, value, ttlMs) {
        await write(name, "", value, ttlMs);
      },
      compareAndSet: (name, expected, value, ttlMs) =>
        write(name, optional(expected), value, ttlMs),
      async increment(name, ttlMs) {
        const shard = lockShardOf(name);
        const key = keyOf(shard, "count", name);
        const window = String(Math.min(Math.ceil(ttlMs), MAX_TTL_MS));
        const [count, left] = await call(shard, COUNT, [key], [window]);
        return { count: Number(count), remainingMs: Math.max(1, Math.min(Number(left), ttlMs)) };
      },
      async keys(start, after, limit = Number.POSITIVE_INFINITY) {
        const places = hasOnePlace(start) ? [shardOf(start)] : shards.keys();
        const lists = [...places].map((shard) => listShard(shard, start, after, limit));
        return (await Promise.all(lists)).flat().sort().slice(0, limit);
      },
    },
    createLeaseLock({
      acquire(name, owner, leaseMs) {
        const shard = lockShardOf(name);
        const keys = [keyOf(shard, "lease", name)];
        return callOnTime(shard, ACQUIRE, keys, (end) => [owner, String(leaseMs), end]);
      },
      renew(name, owner, leaseMs) {
        const shard = lockShardOf(name);
        const keys = [keyOf(shard, "lease", name)];
        return callOnTime(shard, RENEW, keys, (end) => [owner, String(leaseMs), end]);
      },
      release(name, owner) {
        const shard = lockShardOf(name);
        return call(shard, RELEASE, [keyOf(shard, "lease", name)], [owner]);
      },
    }),
  );
}
