// A site whose page has the packed page client and the contract.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { listFiles, serveFile } from "../../www/server/static.mjs";
import { CONTRACT_FOLDER } from "./suite.js";

const PAGE = '<!doctype html><title>Shop</title><script type="module" src="/page.js"></script>\n';
/** The complaints are violations of the page's policy, and uncaught errors. */
const SCRIPT = `
  import * as esim from "/pressone-esim/web.js";
  import { contract } from "./contract.js";
  import { checkModuleOption } from "./module-option.js";
  const complaints = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    complaints.push(violatedDirective + " " + blockedURI);
  });
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
  Object.assign(globalThis, { complaints, esim, contract, checkModuleOption });
`;

/**
 * Writes the site, and returns the function that serves its files.
 *
 * @param {string} project
 * @param {string} installed
 * @param {{ folder: string, at: string }[]} [others] more folders of the site
 * @returns {Promise<(path: string) => Promise<Response | undefined>>}
 */
export async function createContractSite(project, installed, others = []) {
  const site = join(project, "site");
  mkdirSync(site);
  writeFileSync(join(site, "index.html"), PAGE);
  // One file, because each page would load the contract's files one by one. The package is not in the bundle.
  await build({
    stdin: { contents: SCRIPT, resolveDir: CONTRACT_FOLDER },
    bundle: true,
    format: "esm",
    external: ["/pressone-esim/*"],
    outfile: join(site, "page.js"),
    logLevel: "error",
  });
  const files = await listFiles([
    { folder: site, at: "/" },
    { folder: installed, at: "/pressone-esim/" },
    ...others,
  ]);
  return (path) => serveFile(files, path);
}
