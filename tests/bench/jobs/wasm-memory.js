// The memory of WebAssembly modules. The package does not expose its own, and no caller needs it.
// Imports nothing.

/**
 * Tracks the modules that are instantiated from now on.
 *
 * @returns {() => number} the number of their pages of 64 KiB
 */
export function trackWasmMemory() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  /** @param {any} result an instance if a module was instantiated, `{ instance }` if bytes were */
  const track = (result) => {
    const { exports } = result.instance ?? result;
    // The build shortens the names of exports.
    memories.push(...Object.values(exports).filter((each) => each instanceof WebAssembly.Memory));
    return result;
  };
  for (const name of /** @type {const} */ (["instantiate", "instantiateStreaming"])) {
    const original = /** @type {(...args: any[]) => Promise<any>} */ (WebAssembly[name]);
    if (!original) continue;
    Object.assign(WebAssembly, {
      [name]: async (/** @type {any[]} */ ...args) => track(await original(...args)),
    });
  }
  return () => {
    if (memories.length === 0) throw new Error("no module was instantiated");
    return memories.reduce((pages, memory) => pages + memory.buffer.byteLength / 65_536, 0);
  };
}
