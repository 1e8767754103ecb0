// A storage that tells when a journal is about to be written and when it was, for the purchases that
// are to be interrupted just there: their references end with the name of the step.

/**
 * @template {import("../../../../pkg/gateway/index.js").SharedStorage} S
 * @param {S} storage
 * @param {string} control who is told, and may answer with a kill
 * @returns {S}
 */
export function stepping(storage, control) {
  /** @param {string} step @param {string} key */
  const at = async (step, key) => {
    if (!key.endsWith(`.${step}`)) return;
    await (await fetch(`${control}/${key}`)).arrayBuffer();
  };
  /**
   * @template T
   * @param {string} key
   * @param {boolean} first whether nothing is written down yet
   * @param {() => T | Promise<T>} write
   */
  const around = async (key, first, write) => {
    await at(first ? "claiming" : "noting", key);
    const result = await write();
    await at(first ? "claimed" : "noted", key);
    return result;
  };
  return {
    ...storage,
    setItem: (key, value) => around(key, false, () => storage.setItem(key, value)),
    replaceItem: (key, before, value) =>
      around(key, before === null, () => storage.replaceItem(key, before, value)),
  };
}
