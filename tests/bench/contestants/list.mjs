// Who is measured against whom: the name of the file and of the row in the tables.

/** @typedef {{ name: string, file: string }} Entry */

/** @param {string} file @param {string} name @returns {Entry} */
const entry = (file, name) => ({ name, file: new URL(`${file}.js`, import.meta.url).pathname });

/** The one that `ready` is held against. */
export const ZOD = "by hand, zod";

/** @type {Entry} */
export const ours = entry("ours", "pressone-esim");

/** The hand-written clients. @type {Entry[]} */
export const handWritten = [
  entry("bare", "by hand, nothing checked"),
  entry("valibot", "by hand, valibot"),
  entry("zod-mini", "by hand, zod/mini"),
  entry("zod", ZOD),
  entry("ajv", "by hand, ajv standalone"),
];

/** What does the same work. */
export const contestants = [ours, ...handWritten];

/** No client, but what clients are held against. @type {Entry} */
export const floor = entry("fetch", "fetch and .json() alone");
