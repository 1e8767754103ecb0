// Package histories as a server sends them. Imports nothing.

/**
 * The body of an answer with so many entries. The plan that an eSIM came with and a few top-ups are
 * what most have had; a hundred is a traveller of years.
 *
 * @param {number} count
 */
export function historyText(count) {
  const data = Array.from({ length: count }, (_, index) => ({
    id: 700 + index,
    status: index === 0 ? "ACTIVE" : "FINISHED",
    remaining: index === 0 ? 2_378 : 0,
    remaining_voice: null,
    remaining_text: null,
    activated_at: "2026-01-09T10:30:45+00:00",
    expired_at: "2026-02-09T10:30:45+00:00",
    finished_at: null,
    package: {
      id: `fjord-30days-${1 + (index % 20)}gb-topup`,
      type: "topup",
      price: 10.5 + index,
      net_price: 6.25 + index,
      amount: 1024 * (1 + (index % 20)),
      day: 30,
      is_unlimited: false,
      title: `${1 + (index % 20)} GB - 30 Days`,
      data: `${1 + (index % 20)} GB`,
      short_info: null,
    },
  }));
  return JSON.stringify({ data });
}

/** A storage in the shape of `localStorage`, for platforms without one. */
export function memoryStorage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    get length() {
      return kept.size;
    },
    /** @param {number} index */
    key: (index) => [...kept.keys()][index] ?? null,
    /** @param {string} key */
    getItem: (key) => kept.get(key) ?? null,
    /** @param {string} key @param {string} value */
    setItem: (key, value) => void kept.set(key, value),
    /** @param {string} key */
    removeItem: (key) => void kept.delete(key),
  };
}

/** @param {number} index of an eSIM */
export const iccidOf = (index) => `8944500102${String(index).padStart(9, "0")}`;
