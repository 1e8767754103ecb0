// As much of WebAssembly's binary format as the build has to read and write.

/** The sections that it looks into, by their numbers. */
export const SECTION = { imports: 2, exports: 7, data: 11 };

/** Reads a part of a module. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get done() {
    return this.at >= this.bytes.length;
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
}

/** The sections of a module. @param {Uint8Array} wasm */
export function* sections(wasm) {
  const module = new Reader(wasm);
  module.take(8);
  while (!module.done) yield { id: module.number(), content: module.take(module.number()) };
}

/** @param {number} value */
export function leb(value) {
  const bytes = [];
  let rest = value;
  do {
    bytes.push((rest & 127) | (rest > 127 ? 128 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return Buffer.from(bytes);
}

/** @param {string} text */
export const named = (text) => Buffer.concat([leb(Buffer.byteLength(text)), Buffer.from(text)]);

/**
 * A section of entries, each written anew.
 *
 * @param {Uint8Array} section
 * @param {(entry: Reader) => Uint8Array[]} rewrite
 */
export function rewritten(section, rewrite) {
  const entries = new Reader(section);
  const count = entries.number();
  const all = Array.from({ length: count }, () => Buffer.concat(rewrite(entries)));
  return Buffer.concat([leb(count), ...all]);
}
