// PostgreSQL, and PgBouncer in front of it.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import pg from "pg";
import { INITDB, PGBOUNCER, POSTGRES } from "../../../pkg-template/tools/databases.mjs";
import { serverPort } from "../../server-port.js";
import { createServerProcess, serverFolder, userOfServers } from "./process.js";

const USER = "shop";

/** @param {number} port */
async function acceptsQueries(port) {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: USER,
    database: "postgres",
    connectionTimeoutMillis: 2_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Runs a program of PostgreSQL to its end, as the servers' user.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {string} folder
 */
function runProgram(program, args, folder) {
  const done = spawnSync(program, args, { ...userOfServers, cwd: folder, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${program} failed: ${done.error ?? done.stderr}`);
}

/**
 * Starts a server on the data of a folder.
 *
 * @param {{ folder: string, remove: () => void }} place
 * @param {Record<string, string>} settings
 */
async function startOn({ folder, remove }, settings) {
  const port = await serverPort();
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    max_connections: "120",
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = createServerProcess({
    program: POSTGRES,
    args: ["-D", `${folder}/data`, "-p", String(port), ...args],
    port,
    folder,
    isReady: () => acceptsQueries(port),
  });
  await server.start();
  return {
    port,
    url: `postgres://${USER}@127.0.0.1:${port}/postgres`,
    pause: server.pause,
    resume: server.resume,
    start: server.start,
    /** Ends the server as a crash of the machine does, and starts it again. */
    async crash() {
      await server.kill();
      await server.start();
    },
    async close() {
      await server.kill();
      remove();
    },
    /** Starts a standby of this server. */
    async startStandby() {
      const copy = serverFolder("standby");
      const from = ["-h", "127.0.0.1", "-p", String(port), "-U", USER];
      const args = ["-D", `${copy.folder}/data`, "-R", "-X", "stream", "-c", "fast", ...from];
      runProgram(`${dirname(POSTGRES)}/pg_basebackup`, args, copy.folder);
      return startOn(copy, {});
    },
  };
}

/**
 * Starts a new PostgreSQL server.
 *
 * @param {{ settings?: Record<string, string>, encoding?: string }} [options]
 */
export async function startPostgres({ settings = {}, encoding = "UTF8" } = {}) {
  const place = serverFolder("postgres");
  const trust = ["--auth=trust", `--username=${USER}`, "--locale=C", `--encoding=${encoding}`];
  runProgram(INITDB, ["-D", `${place.folder}/data`, "--no-sync", ...trust], place.folder);
  return startOn(place, settings);
}

/** Starts PgBouncer in transaction mode. @param {{ port: number }} postgres */
export async function startPgBouncer(postgres) {
  const port = await serverPort();
  const { folder, remove } = serverFolder("pgbouncer");
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: "",
    auth_type: "any",
    pool_mode: "transaction",
    default_pool_size: 10,
    max_client_conn: 500,
    server_login_retry: 1,
    ignore_startup_parameters: "extra_float_digits",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const database = `postgres = host=127.0.0.1 port=${postgres.port} dbname=postgres user=${USER}`;
  const file = `${folder}/pgbouncer.ini`;
  writeFileSync(file, `[databases]\n${database}\n[pgbouncer]\n${lines.join("\n")}\n`);
  const server = createServerProcess({ program: PGBOUNCER, args: [file], port, folder });
  await server.start();
  return {
    url: `postgres://${USER}@127.0.0.1:${port}/postgres`,
    async close() {
      await server.kill();
      remove();
    },
  };
}
