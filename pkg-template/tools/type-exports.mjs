// The types that the package exports, from the declarations that wasm-bindgen generates.

/** wasm-bindgen's own types, for loading the module. The package's files call the loader. */
const LOADER_TYPES = ["InitInput", "InitOutput", "SyncInitInput"];

/**
 * The contents of a declaration file that re-exports every type of the API. It exports `Client` as a
 * type, because `createClient` is the only way to make one.
 *
 * @param {string} declarations the contents of `pressone_esim.d.ts`
 */
export function typeExports(declarations) {
  const types = [];
  for (const [line, form, name] of declarations.matchAll(
    /^export (?:declare )?(?:(interface|type|class|function|default) (\w+))?.*/gm,
  )) {
    if (!form || !name) throw new Error(`an export of an unknown form: ${line}`);
    if (/interface|type|class/.test(form) && !LOADER_TYPES.includes(name)) types.push(name);
  }
  const list = types.sort().map((name) => `  ${name},\n`);
  return `export type {\n${list.join("")}} from "./pressone_esim.js";\n`;
}
