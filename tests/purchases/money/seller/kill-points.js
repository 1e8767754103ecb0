// A storage that reports writes to the journal to the killer, before and after each write. A report
// names the reference. The killer may kill this process instead of answering.

/**
 * @template {import("../../../../pkg/gateway/index.js").SharedStorage} S
 * @param {S} storage
 * @param {string} killUrl
 * @returns {S}
 */
export function withKillPoints(storage, killUrl) {
  /** @param {string} killPoint @param {string} key */
  const reach = async (killPoint, key) => {
    if (!key.endsWith(`.${killPoint}`)) return;
    await (await fetch(`${killUrl}/${key}`)).arrayBuffer();
  };
  /**
   * @template T
   * @param {string} key
   * @param {"claim" | "outcome"} content of the write
   * @param {() => T | Promise<T>} write
   */
  const around = async (key, content, write) => {
    await reach(`before-${content}`, key);
    const result = await write();
    await reach(`after-${content}`, key);
    return result;
  };
  return {
    ...storage,
    setItem: (key, value) => around(key, "outcome", () => storage.setItem(key, value)),
    replaceItem: (key, before, value) =>
      around(key, before === null ? "claim" : "outcome", () =>
        storage.replaceItem(key, before, value),
      ),
  };
}
