// The keys and bytes that shoppers leave in a store.

/** The sizes of keys and values, by the first letter of the key. @param {import("pressone-esim/stores").Store} store */
export async function contentsOf(store) {
  /** @type {Record<string, { keys: number, bytes: number }>} */
  const contents = {};
  for (const key of await store.keys("")) {
    const value = String(await store.get(key));
    const kind = contents[key.slice(0, 2)] ?? { keys: 0, bytes: 0 };
    contents[key.slice(0, 2)] = {
      keys: kind.keys + 1,
      bytes: kind.bytes + key.length + value.length,
    };
  }
  return contents;
}
