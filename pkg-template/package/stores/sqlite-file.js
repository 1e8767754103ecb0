// The check of a database's file: it must exist, and it must be on a disk of this machine.

/** The types of network file systems, as `statfs` of Linux returns them. */
const NETWORK_FILE_SYSTEMS = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x01021997, "9P"],
  [0x00c36400, "Ceph"],
  [0x5346414f, "AFS"],
  [0x6b414653, "AFS"],
  [0x73757245, "Coda"],
  [0x0bd00bd0, "Lustre"],
  [0x01161970, "GFS2"],
  [0x7461636f, "OCFS2"],
  [0x47504653, "GPFS"],
  [0xaad7aaea, "PanFS"],
]);

/** @param {string} path @returns {string | undefined} the network file system that has the file */
function networkFileSystem(path) {
  // This file is loaded on platforms without modules of Node too.
  const fs = globalThis.process?.getBuiltinModule?.("node:fs");
  try {
    const type = fs?.statfsSync(path).type;
    return type === undefined ? undefined : NETWORK_FILE_SYSTEMS.get(type >>> 0);
  } catch {
    return undefined;
  }
}

/**
 * Throws if a database has no file, or if its file is on a network file system.
 *
 * @param {import("./sqlite.d.ts").SqliteDatabase} database
 */
export function checkDatabaseFile(database) {
  const databases = /** @type {{ name: string, file: string | null }[]} */ (
    database.prepare("PRAGMA database_list").all()
  );
  const path = databases.find(({ name }) => name === "main")?.file;
  if (!path) {
    throw new TypeError(
      "sqliteStore needs a database in a file: this one is lost with its process",
    );
  }
  const fileSystem = networkFileSystem(path);
  if (fileSystem === undefined) return;
  throw new TypeError(
    `sqliteStore needs a disk of this machine: ${path} is on ${fileSystem}, whose locks SQLite cannot rely on. ` +
      "Use pressone-esim/stores/postgres for several machines.",
  );
}
