// The code blocks of a document as modules that Node runs.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);
/** The gateway's path in the documents' pages. */
const BASE_PATH = "/api/pressone";
export const ORIGIN = "https://shop.example";

/**
 * Returns the JavaScript blocks of a document by the heading above them.
 *
 * @param {string} document its path in the repository
 * @returns {Map<string, string[]>}
 */
export function codeBlocks(document) {
  /** @type {Map<string, string[]>} */
  const blocks = new Map();
  let heading = "";
  const text = readFileSync(new URL(document, ROOT), "utf8");
  for (const [, title, code] of text.matchAll(/^##+ ([^\n]+)$|^```js\n(.*?)^```$/gms)) {
    if (title) heading = title;
    else blocks.set(heading, [...(blocks.get(heading) ?? []), code ?? ""]);
  }
  return blocks;
}

/**
 * Imports modules from a folder in which the built package is installed.
 *
 * @param {string} name of the folder
 * @param {Record<string, string>} modules their text by file name
 * @returns {Promise<Record<string, any>[]>} what each exports
 */
export async function importModules(name, modules) {
  const folder = new URL(`target/docs/${name}/`, ROOT);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const installed = new URL("node_modules/pressone-esim/", folder);
  cpSync(fileURLToPath(new URL("pkg/", ROOT)), fileURLToPath(installed), { recursive: true });
  writeFileSync(new URL("package.json", folder), '{ "type": "module" }');
  for (const [file, text] of Object.entries(modules)) writeFileSync(new URL(file, folder), text);
  return Promise.all(Object.keys(modules).map((file) => import(new URL(file, folder).href)));
}

/** Replaces a part that the code has. @param {string} code @param {string} from @param {string} to */
export function replace(code, from, to) {
  assert.ok(code.includes(from), from);
  return code.replace(from, to);
}

/** A page's code with a complete address. Node has no page that completes a path. @param {string} code */
export const withOrigin = (code) => replace(code, `"${BASE_PATH}"`, `"${ORIGIN}${BASE_PATH}"`);

/**
 * Sets the environment variables of the documents' servers.
 *
 * @param {{ url: string, sandbox: import("pressone-esim/sandbox").Sandbox }} pressone
 * @param {Record<string, string>} [others]
 */
export function setEnvironment({ url, sandbox: { credentials } }, others = {}) {
  Object.assign(process.env, {
    PRESSONE_URL: url,
    CLIENT_ID: credentials.client_id,
    CLIENT_SECRET: credentials.client_secret,
    STORE_SECRET: "only for this test: 32 characters or more",
    ...others,
  });
}

/**
 * Sends the requests of the shop's origin to its gateway, with the header that browsers add. Returns a function that
 * ends this.
 *
 * @param {(request: Request) => Promise<Response>} gateway
 */
export function serveOrigin(gateway) {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(ORIGIN)) return fetch(request);
    request.headers.set("Origin", ORIGIN);
    return gateway(request);
  };
  return () => {
    globalThis.fetch = fetch;
  };
}
