// Compiles the ajv schemas into target/bench/compiled-ajv.js.
import { mkdirSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { schemas } from "./ajv-schemas.mjs";

const FOLDER = new URL("../../../target/bench/", import.meta.url);

/** Writes the module that the contestant `ajv` imports as `#compiled-ajv`. */
export function compileAjv() {
  const named = Object.entries(schemas).map(([name, schema]) => ({ $id: name, ...schema }));
  const ajv = new Ajv({
    schemas: named,
    allowUnionTypes: true,
    // The path and the keyword say what is wrong.
    messages: false,
    code: { source: true, esm: true, lines: false },
  });
  const names = Object.fromEntries(Object.keys(schemas).map((name) => [name, name]));
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL("compiled-ajv.js", FOLDER), standalone.default(ajv, names));
}
