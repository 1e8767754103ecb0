// Makes the code that ajv compiles: target/bench/generated/.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { schemas } from "./ajv-schemas.mjs";

const OUT = fileURLToPath(new URL("../../../target/bench/generated/", import.meta.url));

function ajvCode() {
  const named = Object.entries(schemas).map(([name, schema]) => ({ $id: name, ...schema }));
  const ajv = new Ajv({
    schemas: named,
    allowUnionTypes: true,
    // The path and the keyword say what is wrong.
    messages: false,
    code: { source: true, esm: true, lines: false },
  });
  const names = Object.fromEntries(Object.keys(schemas).map((name) => [name, name]));
  return standalone.default(ajv, names);
}

/** Once per run: what the contestant `ajv` imports as `#generated/ajv`. */
export function prepare() {
  mkdirSync(OUT, { recursive: true });
  writeFileSync(`${OUT}ajv.js`, ajvCode());
}
