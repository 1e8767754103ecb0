// The names by which the module and its glue know each other: long, full of hashes that do not
// compress, and in both files. Nobody else sees them, so that here they become two letters.
import { leb, named, rewritten, SECTION, sections } from "./wasm-binary.mjs";

const GLUE = "./pressone_esim_bg.js";

/**
 * The module and its glue with short names.
 *
 * @param {Uint8Array} wasm
 * @param {string} glue
 * @returns {{ wasm: Buffer, glue: string }}
 */
export function shortNames(wasm, glue) {
  const out = [Buffer.from(wasm.subarray(0, 8))];
  let text = glue;
  let count = 0;
  /** @param {string} long @param {string} before what stands before the name in the glue */
  const shorten = (long, before) => {
    const short = `${String.fromCharCode(97 + (count % 26))}${Math.floor(count / 26)}`;
    count += 1;
    const changed = text.replaceAll(new RegExp(`${before}${long}\\b`, "g"), (found) =>
      found.replace(long, short),
    );
    // Of the exports some are the module's own affair.
    if (changed === text && before === "\\b") throw new Error(`the glue does not name ${long}`);
    text = changed;
    return short;
  };
  /** @type {Map<string, string>} */
  const files = new Map();
  /** @param {string} path of the file that an import comes from */
  const file = (path) => {
    const known = files.get(path);
    if (known) return known;
    const short = String(files.size);
    if (!text.includes(`"${path}": import`)) throw new Error(`the glue does not list ${path}`);
    text = text.replace(`"${path}": import`, `"${short}": import`);
    files.set(path, short);
    return short;
  };
  for (const { id, content } of sections(wasm)) {
    let section = Buffer.from(content);
    if (id === SECTION.imports) {
      section = rewritten(content, (entry) => {
        const [from, name, kind] = [entry.text(), entry.text(), entry.number()];
        if (kind !== 0) throw new Error(`the module imports ${name}, which is no function`);
        const known = from === GLUE ? shorten(name, "\\b") : name;
        return [named(file(from)), named(known), leb(kind), leb(entry.number())];
      });
    } else if (id === SECTION.exports) {
      section = rewritten(content, (entry) => {
        const [name, kind, index] = [entry.text(), entry.number(), entry.number()];
        // The memory keeps its name: whoever looks into an instance looks for that.
        const known = name === "memory" ? name : shorten(name, "\\bwasm\\.");
        return [named(known), leb(kind), leb(index)];
      });
    }
    out.push(leb(id), leb(section.length), section);
  }
  return { wasm: Buffer.concat(out), glue: text };
}
