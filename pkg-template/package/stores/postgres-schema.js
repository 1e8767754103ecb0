// The tables of the store in PostgreSQL.

const NAME = /^[a-z_][a-z0-9_]{0,39}$/;

/** @param {unknown} name @param {string} option */
function checkName(name, option) {
  if (typeof name === "string" && NAME.test(name)) return;
  throw new TypeError(`${option} must be a name of lower-case letters, digits and _, at most 40`);
}

/**
 * Returns the names of the tables, as SQL.
 *
 * @param {import("./postgres.d.ts").PostgresTables} [options]
 */
export function tablesOf({ schema, prefix = "pressone" } = {}) {
  checkName(prefix, "prefix");
  if (schema !== undefined) checkName(schema, "schema");
  const start = schema === undefined ? "" : `${schema}.`;
  return {
    entries: `${start}${prefix}_entries`,
    leases: `${start}${prefix}_leases`,
    indexes: [`${prefix}_entries_end`, `${prefix}_leases_end`],
  };
}

/**
 * Returns the statements that make the tables. `leases` also has the counters. Neither need survive a crash,
 * so its writes wait for no disk.
 *
 * @param {ReturnType<typeof tablesOf>} tables
 * @returns {string[]}
 */
export const schemaStatements = ({ entries, leases, indexes: [entriesEnd, leasesEnd] }) => [
  `CREATE TABLE IF NOT EXISTS ${entries} (
  key text COLLATE "C" PRIMARY KEY,
  value text NOT NULL,
  ends_at timestamptz
)`,
  `CREATE INDEX IF NOT EXISTS ${entriesEnd} ON ${entries} (ends_at) WHERE ends_at IS NOT NULL`,
  `CREATE UNLOGGED TABLE IF NOT EXISTS ${leases} (
  key text COLLATE "C" PRIMARY KEY,
  owner text,
  count bigint NOT NULL,
  ends_at timestamptz NOT NULL
)`,
  `CREATE INDEX IF NOT EXISTS ${leasesEnd} ON ${leases} (ends_at)`,
];

/** @param {import("./postgres.d.ts").PostgresTables} [options] */
export const postgresSchema = (options) =>
  schemaStatements(tablesOf(options))
    .map((statement) => `${statement};\n`)
    .join("");
