// The memory of WebAssembly modules. The package does not expose its own, and no caller needs it.
// Imports nothing.

/**
 * Tracks the modules that are instantiated from now on with `new WebAssembly.Instance`, as the package
 * does. Node's `fetch` has a module too, and instantiates it in another way.
 *
 * @returns {() => number} the number of their pages of 64 KiB
 */
export function trackWasmMemory() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(Instance, parameters) {
      const instance = Reflect.construct(Instance, parameters);
      // The build shortens the names of exports.
      for (const each of Object.values(instance.exports))
        if (each instanceof WebAssembly.Memory) memories.push(each);
      return instance;
    },
  });
  return () => {
    if (memories.length === 0) throw new Error("no module was instantiated");
    return memories.reduce((pages, memory) => pages + memory.buffer.byteLength / 65_536, 0);
  };
}
