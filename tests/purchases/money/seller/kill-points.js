// A store that reports writes of journal entries to the killer, before and after each write. A report
// names the reference. The killer may kill this process instead of answering.

/** The kill points of an entry's states. @type {Record<string, string | undefined>} */
const WRITES = { claimed: "claim", open: "open", done: "outcome" };

/**
 * @template {import("../../../../pkg/stores/index.js").Store} S
 * @param {S} store
 * @param {string} killUrl
 * @returns {S}
 */
export function withKillPoints(store, killUrl) {
  /** @param {string} killPoint @param {string} reference */
  const reach = async (killPoint, reference) => {
    if (!reference.endsWith(`.${killPoint}`)) return;
    await (await fetch(`${killUrl}/${reference}`)).arrayBuffer();
  };
  return {
    ...store,
    async compareAndSet(key, expected, value, options) {
      const { reference, state } = key.startsWith("c/") && value ? JSON.parse(value) : {};
      const content = WRITES[state];
      if (content) await reach(`before-${content}`, reference);
      const stored = await store.compareAndSet(key, expected, value, options);
      if (content) await reach(`after-${content}`, reference);
      return stored;
    },
  };
}
