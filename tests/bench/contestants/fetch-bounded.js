// The baseline with what each request of a client needs: a signal and a timer that end it, no answer from a
// cache, and no followed redirect. It does nothing else. Its distance to the baseline is the platform's.
import { createClient as createBareClient } from "./fetch.js";

/** @type {import("./fetch.js").FetchJson} */
async function fetchBounded(url, init) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 30_000);
  try {
    const { signal } = controller;
    const bounds = /** @type {const} */ ({ signal, cache: "no-store", redirect: "manual" });
    const response = await fetch(url, { ...init, ...bounds });
    return JSON.parse(await response.text());
  } finally {
    clearTimeout(timer);
  }
}

/** @param {import("./types.js").Options} options */
export const createClient = (options) => createBareClient(options, fetchBounded);
