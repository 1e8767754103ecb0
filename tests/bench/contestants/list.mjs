// Who is measured against whom: the name of the file and of the row in the tables.

/** @typedef {{ name: string, file: string }} Entry */

/** @param {string} file @param {string} name @returns {Entry} */
const entry = (file, name) => ({ name, file: new URL(`${file}.js`, import.meta.url).pathname });

/** The one that `ready` is held against. */
export const ZOD = "by hand, zod: import * as z";
export const ZOD_NAMED = "by hand, zod: import { z }";

/** @type {Entry} */
export const ours = entry("ours", "pressone-esim");

/** The hand-written clients. @type {Entry[]} */
export const handWritten = [
  entry("bare", "by hand, nothing checked"),
  entry("valibot", "by hand, valibot"),
  entry("zod-mini", "by hand, zod/mini"),
  entry("zod", ZOD),
  entry("zod-named", ZOD_NAMED),
  entry("ajv", "by hand, ajv standalone"),
  entry("typia", "by hand, typia"),
];

/** What does the same work. */
export const contestants = [ours, ...handWritten];

/** No client, but what clients are held against. @type {Entry} */
export const floor = entry("fetch", "fetch and .json() alone");

/** The upstream's own SDK; built for its size alone. @type {Entry} */
export const upstream = entry("airalo-sdk", "airalo-sdk, upstream's own");
