// A bound on the pages that PressOne is asked for anew. PressOne counts the requests of the whole shop, so one
// visitor who asks for ever new pages could use them up for the others.
import { tooManyRequests } from "./answers.js";

/** The most new pages of one visitor in a minute. PressOne allows the shop 40. */
const MAX_NEW = 20;
const WINDOW_MS = 60_000;
/** The most pages and visitors that a gateway remembers. */
const MAX_REMEMBERED = 2_000;
/** The wait if a visitor's earlier requests are still at work. */
const BUSY_MS = 1_000;

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {{ asking: number, fullUntil: number }} Visitor */

/**
 * Sets a value, and removes the oldest one if there are too many.
 *
 * @template Value
 * @param {Map<string, Value>} values
 * @param {string} key
 * @param {Value} value
 */
function remember(values, key, value) {
  values.delete(key);
  values.set(key, value);
  if (values.size > MAX_REMEMBERED) values.delete(String(values.keys().next().value));
}

/** @param {{ callPartner: import("./partner.js").PartnerCaller }} options */
export function createNewPageLimit({ callPartner }) {
  /** The time at which the store's answer ends, by page. @type {Map<string, number>} */
  const known = new Map();
  /** The pages that are asked for now. @type {Set<string>} */
  const asked = new Set();
  /** @type {Map<string, Visitor>} */
  const visitors = new Map();

  /** Counts a new page. @param {string} name @param {Visitor} visitor */
  async function countNew(name, visitor) {
    const key = `pressone-gateway:new-pages:${name}`;
    try {
      const { count, remainingMs } = await callPartner("store", async ({ store }) => {
        if (!store) throw new TypeError("the partner client has no store");
        return store.increment(key, { ttlMs: WINDOW_MS });
      });
      if (count >= MAX_NEW) visitor.fullUntil = Date.now() + Math.max(1, remainingMs);
    } catch {
      // The page is there. A store that fails now fails the next request, too.
    }
  }

  /**
   * Reads a page, unless the visitor has read too many new ones.
   *
   * @template {{ source: string, expires_at: number }} Kept
   * @param {string} name of the visitor; all without a name share one
   * @param {string} page
   * @param {() => Promise<Kept>} read
   * @returns {Promise<Kept | { refusal: Answer }>}
   */
  return async function readPage(name, page, read) {
    const isKnown = (known.get(page) ?? 0) > Date.now();
    const visitor = visitors.get(name) ?? { asking: 0, fullUntil: 0 };
    if (!isKnown) {
      const waitMs = visitor.fullUntil - Date.now();
      if (waitMs > 0) return { refusal: tooManyRequests(waitMs) };
      if (visitor.asking >= MAX_NEW) return { refusal: tooManyRequests(BUSY_MS) };
    }
    // The client shares one request among those that ask for the same page now.
    const isFirst = !asked.has(page);
    if (isFirst) asked.add(page);
    remember(visitors, name, visitor);
    visitor.asking += 1;
    let isNew = true;
    try {
      const kept = await read();
      isNew = kept.source === "network";
      // A page that is too large for the store is new each time.
      remember(known, page, isKnown && isNew ? 0 : kept.expires_at);
      return kept;
    } finally {
      if (isFirst) asked.delete(page);
      if (isFirst && isNew) await countNew(name, visitor);
      visitor.asking -= 1;
      if (visitor.asking === 0 && visitor.fullUntil <= Date.now()) visitors.delete(name);
    }
  };
}
