// Makes the code that ajv and typia compile: target/bench/generated/.
import { mkdirSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import ts from "typescript-5";
import { schemas } from "./ajv-schemas.mjs";

const OUT = fileURLToPath(new URL("../../../target/bench/generated/", import.meta.url));
const TYPES = fileURLToPath(new URL("typia-types.ts", import.meta.url));

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

/** typia's transform of TypeScript 5, which this project has under another name. */
function typiaTransform() {
  const internals = /** @type {any} */ (Module);
  const resolve = internals._resolveFilename;
  internals._resolveFilename = (/** @type {string} */ request, /** @type {unknown[]} */ ...rest) =>
    resolve(request === "typescript" ? "typescript-5" : request, ...rest);
  try {
    return createRequire(import.meta.url)("typia/lib/transform").default;
  } finally {
    internals._resolveFilename = resolve;
  }
}

function typiaCode() {
  const program = ts.createProgram([TYPES], {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    types: [],
  });
  /** @type {string[]} */
  const complaints = [];
  const extras = {
    addDiagnostic: (/** @type {import("typescript-5").Diagnostic} */ { messageText }) =>
      complaints.push(ts.flattenDiagnosticMessageText(messageText, "\n")),
  };
  const transform = typiaTransform()(program, {}, extras);
  let code = "";
  program.emit(undefined, (_, text) => (code = text), undefined, false, { before: [transform] });
  if (complaints.length > 0 || code === "") throw new Error(`typia: ${complaints.join("\n")}`);
  // Nothing of it is used any more, whatever a bundler would make of the import.
  return code.replace('import typia from "typia";\n', "");
}

/** Once per run: what the contestants `ajv` and `typia` import as `#generated/…`. */
export function prepare() {
  mkdirSync(OUT, { recursive: true });
  writeFileSync(`${OUT}ajv.js`, ajvCode());
  writeFileSync(`${OUT}typia.js`, typiaCode());
}
