// The paths of the database servers: those of Debian's packages, or the ones in the environment.
import { existsSync, readdirSync } from "node:fs";
import process from "node:process";

const POSTGRES_VERSIONS = "/usr/lib/postgresql";

/** The folder of PostgreSQL's programs, of the newest version. */
function postgresFolder() {
  const versions = existsSync(POSTGRES_VERSIONS) ? readdirSync(POSTGRES_VERSIONS) : [];
  const newest = versions.map(Number).sort((a, b) => b - a)[0] ?? "VERSION";
  return `${POSTGRES_VERSIONS}/${newest}/bin`;
}

export const POSTGRES = process.env.POSTGRES ?? `${postgresFolder()}/postgres`;
export const INITDB = process.env.INITDB ?? `${postgresFolder()}/initdb`;
export const PGBOUNCER = process.env.PGBOUNCER ?? "/usr/sbin/pgbouncer";
export const REDIS_SERVER = process.env.REDIS_SERVER ?? "/usr/bin/redis-server";
