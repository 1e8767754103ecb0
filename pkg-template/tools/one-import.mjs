// The glue imports a file of the shell's once for each block of declarations in Rust, and lists it as
// often under the same key, which bundlers warn of. Here each file comes once.

/** @param {string} glue */
export function oneImportEach(glue) {
  /** @type {Map<string, string>} the file's import, by its path */
  const imports = new Map();
  const once = glue.replace(/^import \* as (import\d+) from "(.+)"\n/gm, (line, name, path) => {
    if (imports.has(path)) return "";
    imports.set(path, name);
    return line;
  });
  if (imports.size === 0) throw new Error("the glue imports its files in another way now");
  return once.replace(/^ +"(.+)": (import\d+),\n/gm, (line, path, name) =>
    name === (imports.get(path) ?? name) ? line : "",
  );
}
