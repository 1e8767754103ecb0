// The sections of a WebAssembly module, and its functions with their names and sizes.

const SECTIONS = [
  ...["custom", "type", "import", "function", "table", "memory", "global", "export", "start"],
  ...["element", "code", "data", "data count", "tag"],
];

/** A reader of the binary format. @param {Buffer} bytes @param {number} start */
function readerAt(bytes, start) {
  let at = start;
  const reader = {
    at: () => at,
    /** @param {number} count */
    skip(count) {
      at += count;
    },
    byte: () => bytes[at++] ?? 0,
    /** A number in LEB128, as the format writes all numbers without a sign. */
    number() {
      let [value, shift, byte] = [0, 1, 128];
      while (byte >= 128) {
        byte = reader.byte();
        value += (byte & 127) * shift;
        shift *= 128;
      }
      return value;
    },
    text() {
      const length = reader.number();
      at += length;
      return bytes.toString("utf8", at - length, at);
    },
  };
  return reader;
}

/** @param {Buffer} bytes @returns {{ name: string, start: number, size: number }[]} */
export function readSections(bytes) {
  const sections = [];
  const reader = readerAt(bytes, 8);
  while (reader.at() < bytes.length) {
    const id = reader.byte();
    const size = reader.number();
    const start = reader.at();
    const name = id === 0 ? readerAt(bytes, start).text() : (SECTIONS[id] ?? String(id));
    sections.push({ name, start, size });
    reader.skip(size);
  }
  return sections;
}

/** The names of functions, by their index. @param {Buffer} bytes @param {{ start: number, size: number }} section */
function readNames(bytes, { start, size }) {
  /** @type {Map<number, string>} */
  const names = new Map();
  const reader = readerAt(bytes, start);
  reader.text();
  while (reader.at() < start + size) {
    const kind = reader.byte();
    const length = reader.number();
    if (kind !== 1) {
      reader.skip(length);
      continue;
    }
    for (let left = reader.number(); left > 0; left -= 1) names.set(reader.number(), reader.text());
  }
  return names;
}

/** The number of imported functions. @param {Buffer} bytes */
const importedFunctions = (bytes) =>
  WebAssembly.Module.imports(new WebAssembly.Module(Uint8Array.from(bytes))).filter(
    ({ kind }) => kind === "function",
  ).length;

/**
 * The functions of a module that has names.
 *
 * @param {Buffer} bytes
 * @returns {{ name: string, size: number }[]}
 */
export function functionsOf(bytes) {
  const sections = readSections(bytes);
  const [code, named] = ["code", "name"].map((name) => sections.find((each) => each.name === name));
  if (!code || !named) throw new Error("the module has no code or no names");
  const names = readNames(bytes, named);
  const reader = readerAt(bytes, code.start);
  const first = importedFunctions(bytes);
  return Array.from({ length: reader.number() }, (_, index) => {
    const size = reader.number();
    reader.skip(size);
    return { name: names.get(first + index) ?? "", size };
  });
}
