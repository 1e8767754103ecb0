// Most texts that the module hands to JavaScript are constants: names of fields, some forty of them
// for a page of orders. The glue decodes them anew each time, which is a tenth of what a call costs.
// Here it remembers those that lie in the module's own data, which never change.
import { Reader, SECTION, sections } from "./wasm-binary.mjs";

const I32_CONST = 0x41;
const END = 0x0b;

/** Where the module's own data begins and ends. @param {Uint8Array} wasm */
function dataRange(wasm) {
  const section = [...sections(wasm)].find(({ id }) => id === SECTION.data);
  if (!section) throw new Error("the module has no data");
  const segments = new Reader(section.content);
  let [begin, end] = [Number.POSITIVE_INFINITY, 0];
  for (let count = segments.number(); count > 0; count--) {
    // Placed at an address when the module starts, and nothing else.
    if (segments.number() !== 0 || segments.number() !== I32_CONST) {
      throw new Error("the module's data is not where it is expected");
    }
    const at = segments.number();
    if (segments.number() !== END) throw new Error("the module's data has no constant address");
    const { length } = segments.take(segments.number());
    [begin, end] = [Math.min(begin, at), Math.max(end, at + length)];
  }
  return { begin, end };
}

const DECODING = `function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
}`;

/**
 * The glue that remembers constant texts.
 *
 * @param {Uint8Array} wasm
 * @param {string} glue
 */
export function staticTexts(wasm, glue) {
  const { begin, end } = dataRange(wasm);
  if (!glue.includes(DECODING)) throw new Error("the glue decodes texts in another way now");
  return glue.replace(
    DECODING,
    () => `const staticTexts = new Map();
function getStringFromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    const key = ptr < ${begin} || ptr + len > ${end} ? 0 : ptr * 65536 + len;
    let text = key && staticTexts.get(key);
    if (text === undefined || !key) {
        text = decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));
        if (key) staticTexts.set(key, text);
    }
    return text;
}`,
  );
}
