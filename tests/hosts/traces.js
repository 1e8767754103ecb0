// The traces of a client in the output of a bundler.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** @typedef {"page" | "partner"} ClientName */

/** @param {Uint8Array} bytes */
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Texts that only the partner client's scripts have. A minifier changes no property and no message. */
const PARTNER_TEXTS = ["recoverPurchases", "settlePurchase", "is held by another caller"];

/** Texts that only the sandbox has. */
const SANDBOX_TEXTS = ["not-a-secret-only-for-the-sandbox", "/__sandbox/", "sandbox_violation"];

/** The traces of the sandbox in the files of a folder. @param {string} folder */
export const findSandbox = (folder) =>
  filesOf(folder).flatMap((file) => {
    const text = readFileSync(file, "latin1");
    return SANDBOX_TEXTS.filter((each) => text.includes(each)).map(
      (each) => `${relative(folder, file)}: ${each}`,
    );
  });

/**
 * Returns a function that finds the traces of one client, and of no other, in files.
 *
 * @param {string} installed the package's folder
 * @param {ClientName} client
 */
export function createTraceFinder(installed, client) {
  const module = (/** @type {ClientName} */ name) =>
    readFileSync(join(installed, `pressone_esim_${name}_bg.wasm`));
  const bytes = module(client);
  const other = module(client === "page" ? "partner" : "page");
  if (digest(bytes) === digest(other)) throw new Error("the clients have the same module");
  const base64 = bytes.toString("base64");
  // The modules begin alike.
  const middle = base64.slice(base64.length / 2, base64.length / 2 + 400);
  const texts = client === "partner" ? PARTNER_TEXTS : [];

  /** @param {string} file @returns {string[]} */
  function tracesIn(file) {
    const content = readFileSync(file);
    if (digest(content) === digest(bytes)) return ["module"];
    const text = content.toString("latin1");
    return [
      ...(text.includes(middle) ? ["text of the module"] : []),
      ...[`pressone_esim_${client}`, ...texts].filter((each) => text.includes(each)),
    ];
  }

  /**
   * @param {string} folder
   * @param {string[]} [files] by default all files of the folder
   * @returns {string[]} lines of a file and a trace
   */
  return (folder, files = filesOf(folder)) =>
    files.flatMap((file) => tracesIn(file).map((trace) => `${relative(folder, file)}: ${trace}`));
}

/** The files of a folder, without source maps. @param {string} folder */
export const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !path.endsWith(".map"));
