// The contestants: the name of the file, and of the row in the tables.

/** @typedef {{ name: string, file: string }} Entry */

/** @param {string} file @param {string} name @returns {Entry} */
const entry = (file, name) => ({ name, file: new URL(`${file}.js`, import.meta.url).pathname });

/** The package's page client. */
export const pressoneEsim = entry("pressone-esim", "pressone-esim");
/** The package's partner client, for servers. */
export const partner = entry("pressone-esim-partner", "pressone-esim/partner");
export const unchecked = entry("unchecked", "by hand, nothing checked");
/** The build that `ready` compares with. */
export const zod = entry("zod", "by hand, zod");

/** The hand-written clients, which run in a page and on a server. */
export const handWritten = [
  unchecked,
  entry("valibot", "by hand, valibot"),
  entry("zod-mini", "by hand, zod/mini"),
  zod,
  entry("ajv", "by hand, ajv standalone"),
];

/** A client in Rust without retries, timeouts and cache. It is measured in size and decoding. */
export const serde = entry("serde", "in Rust: serde, gloo-net, nothing else");

/** The baseline: the minimum of any client, and no client by itself. */
export const fetchAlone = entry("fetch", "fetch and .json() alone");

/** The baseline with a signal, a timer, no cache and no redirects. */
export const boundedFetch = entry("fetch-bounded", "fetch with a signal, a timer and no cache");
