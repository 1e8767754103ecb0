// Whose memory a module of WebAssembly uses: what is instantiated from here on is watched. The
// package itself does not show it, and no caller should need it. Imports nothing.

/** @returns {() => number} the pages of 64 KiB that the watched modules have now */
export function watchMemory() {
  /** @type {WebAssembly.Memory[]} */
  const seen = [];
  /** @param {any} result of either function: a module gives an instance, bytes give both */
  const note = (result) => {
    const { exports } = result.instance ?? result;
    if (exports.memory instanceof WebAssembly.Memory) seen.push(exports.memory);
    return result;
  };
  for (const name of /** @type {const} */ (["instantiate", "instantiateStreaming"])) {
    const original = /** @type {(...given: any[]) => Promise<any>} */ (WebAssembly[name]);
    if (!original) continue;
    Object.assign(WebAssembly, {
      [name]: async (/** @type {any[]} */ ...given) => note(await original(...given)),
    });
  }
  return () => {
    if (seen.length === 0) throw new Error("no module was instantiated");
    return seen.reduce((pages, memory) => pages + memory.buffer.byteLength / 65_536, 0);
  };
}
