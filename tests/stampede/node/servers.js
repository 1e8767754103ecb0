// The stores that the processes of a stampede share. A test sets the clock of each one forward.
//
// SQLite has the clocks of the processes, which the test sets. PostgreSQL and Redis have their own clocks, which
// no test can set. So the test moves all ends that they keep, and the code of the stores is that of the package.
import { join } from "node:path";
import pg from "pg";
import { createClient } from "redis";
import { LEASE_MS } from "../../../pkg/stores/lease-lock.js";
import { startPostgres } from "../../stores/servers/postgres.js";
import { serverFolder } from "../../stores/servers/process.js";
import { startRedis } from "../../stores/servers/redis.js";
import { advance } from "../shared/clock.js";
import * as memoryHttp from "./memory-http.js";

/** The connections of each process. 16 processes have fewer than the server allows. */
const CONNECTIONS = 4;
const PREFIX = "stampede";

/**
 * @typedef {object} Server
 * @property {import("./open-store.js").Description} description for the processes
 * @property {number} leaseMs
 * @property {(ms: number) => unknown} advance Sets the store's clock forward. No call is on its way.
 * @property {() => Promise<unknown>} stop
 */

/** @returns {Promise<Server>} */
export async function startMemory() {
  const { url, stop } = await memoryHttp.start();
  const { LEASE_MS: leaseMs } = memoryHttp;
  return { description: { client: "memory-http", url }, leaseMs, advance, stop };
}

/** @returns {Promise<Server>} */
export async function startSqlite() {
  const { folder, remove } = serverFolder("stampede");
  return {
    description: { client: "better-sqlite3", url: join(folder, "shop.db") },
    leaseMs: LEASE_MS,
    advance() {},
    stop: async () => remove(),
  };
}

/** @returns {Promise<Server>} */
export async function startPostgresServer() {
  const server = await startPostgres();
  const pool = new pg.Pool({ connectionString: server.url, max: 1 });
  return {
    description: { client: "pg", url: server.url, prefix: PREFIX, connections: CONNECTIONS },
    leaseMs: LEASE_MS,
    async advance(ms) {
      for (const table of [`${PREFIX}_entries`, `${PREFIX}_leases`]) {
        const end = "ends_at - $1::float8 * interval '1 millisecond'";
        await pool.query(`UPDATE ${table} SET ends_at = ${end} WHERE ends_at IS NOT NULL`, [ms]);
      }
    },
    async stop() {
      await pool.end();
      await server.close();
    },
  };
}

/** Moves all ends of the store. ARGV: ms, the pattern of its keys. */
const MOVE_ENDS = `
local ms = tonumber(ARGV[1])
for _, key in ipairs(redis.call('KEYS', ARGV[2])) do
  if string.find(key, ':ends$') then
    for _, name in ipairs(redis.call('ZRANGE', key, 0, -1)) do
      redis.call('ZINCRBY', key, -ms, name)
    end
  elseif redis.call('TYPE', key).ok == 'string' then
    local left = redis.call('PTTL', key)
    local ending, value = string.match(redis.call('GET', key), '^(%d+):(.*)$')
    if ending and string.find(key, ':value:', 1, true) then
      local moved = string.format('%.0f', tonumber(ending) - ms)
      redis.call('SET', key, moved .. ':' .. value, 'KEEPTTL')
    end
    if left > ms then redis.call('PEXPIRE', key, left - ms)
    elseif left >= 0 then redis.call('DEL', key) end
  end
end
`;

/** @returns {Promise<Server>} */
export async function startRedisServer() {
  const server = await startRedis();
  const client = createClient({ url: server.url });
  await client.connect();
  return {
    description: { client: "redis", url: server.url, prefix: PREFIX },
    leaseMs: LEASE_MS,
    advance: (ms) => client.eval(MOVE_ENDS, { arguments: [String(ms), `${PREFIX}:*`] }),
    async stop() {
      client.destroy();
      await server.close();
    },
  };
}
