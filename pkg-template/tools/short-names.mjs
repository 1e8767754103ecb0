// The names by which the module and its glue know each other: long, full of hashes that do not
// compress, and in both files. Nobody else sees them, so that here they become two letters.

const GLUE = "./pressone_esim_bg.js";
const IMPORTS = 2;
const EXPORTS = 7;

/** Reads and writes the parts of a WebAssembly binary. */
class Bytes {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value >>> 0;
  }

  /** @param {number} length */
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text() {
    return Buffer.from(this.take(this.number())).toString();
  }

  /** The description of an import: its kind and what that kind says. */
  description() {
    const from = this.at;
    const kind = this.number();
    if (kind === 0) this.number();
    else throw new Error(`the module imports something of the kind ${kind}`);
    return this.bytes.subarray(from, this.at);
  }
}

/** @param {number} value */
function leb(value) {
  const bytes = [];
  let rest = value;
  do {
    bytes.push((rest & 127) | (rest > 127 ? 128 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return Buffer.from(bytes);
}

/** @param {string} text */
const named = (text) => Buffer.concat([leb(Buffer.byteLength(text)), Buffer.from(text)]);

/**
 * A section of entries, each written anew.
 *
 * @param {Uint8Array} section
 * @param {(entry: Bytes) => Buffer[]} rewrite
 */
function rewritten(section, rewrite) {
  const bytes = new Bytes(section);
  const count = bytes.number();
  const entries = Array.from({ length: count }, () => Buffer.concat(rewrite(bytes)));
  return Buffer.concat([leb(count), ...entries]);
}

/**
 * The module and its glue with short names.
 *
 * @param {Uint8Array} wasm
 * @param {string} glue
 * @returns {{ wasm: Buffer, glue: string }}
 */
export function shortNames(wasm, glue) {
  const out = [Buffer.from(wasm.subarray(0, 8))];
  const module = new Bytes(wasm);
  module.at = 8;
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
  while (module.at < wasm.length) {
    const id = module.number();
    const section = module.take(module.number());
    let content = Buffer.from(section);
    if (id === IMPORTS) {
      content = rewritten(section, (entry) => {
        const [from, name, description] = [entry.text(), entry.text(), entry.description()];
        const known = from === GLUE ? shorten(name, "\\b") : name;
        return [named(from), named(known), Buffer.from(description)];
      });
    } else if (id === EXPORTS) {
      content = rewritten(section, (entry) => {
        const [name, kind, index] = [entry.text(), entry.number(), entry.number()];
        // The memory keeps its name: whoever looks into an instance looks for that.
        const known = name === "memory" ? name : shorten(name, "\\bwasm\\.");
        return [named(known), leb(kind), leb(index)];
      });
    }
    out.push(leb(id), leb(content.length), content);
  }
  return { wasm: Buffer.concat(out), glue: text };
}
