/** The page's requests, and whether they reach the shop. Without a connection, kept answers take their place. */
import { signal } from "@preact/signals";
import { findAnswer, keepAnswer } from "./kept-answers.js";

const PROBE_MS = 5_000;

/** `seenAt`: the time of the oldest kept answer in the view, in ms since the epoch. */
export const connection = signal({ isLost: false, seenAt: /** @type {number | null} */ (null) });

/** A number that changes when the shop can be reached again. Views then load their data anew. */
export const reconnections = signal(0);

/** @param {number} [seenAt] */
function lose(seenAt = Number.POSITIVE_INFINITY) {
  const oldest = Math.min(connection.peek().seenAt ?? Number.POSITIVE_INFINITY, seenAt);
  connection.value = { isLost: true, seenAt: Number.isFinite(oldest) ? oldest : null };
}

function find() {
  if (!connection.peek().isLost) return;
  connection.value = { isLost: false, seenAt: null };
  reconnections.value += 1;
}

/**
 * `fetch` for the shop's endpoints and its gateway. A read that does not reach the shop gets the answer that the
 * shopper saw last. Everything else fails, and nothing is sent later.
 *
 * @param {string | Request} input
 * @param {RequestInit} [init]
 * @returns {Promise<Response>}
 */
export async function shopFetch(input, init) {
  const request = new Request(input, init);
  try {
    const response = await fetch(request);
    // A browser that keeps nothing still shows the answer.
    keepAnswer(request, response.clone()).catch(() => {});
    find();
    return response;
  } catch (error) {
    // The view was left, or the time is over.
    if (request.signal.aborted) throw error;
    const kept = await findAnswer(request).catch(() => undefined);
    if (!kept) throw error;
    lose(kept.seenAt);
    return kept.response;
  }
}

/** Forgets the times of the answers of the view before. */
export function beginView() {
  if (connection.peek().isLost) connection.value = { isLost: true, seenAt: null };
}

/** Asks the shop for something small. Its answer is of no interest. */
const probe = () => fetch("/shop/account").then(find, () => {});

/** Watches the browser's connection, and looks for the shop while it cannot be reached. */
export function watchConnection() {
  if (!navigator.onLine) lose();
  window.addEventListener("offline", () => lose());
  window.addEventListener("online", () => {
    if (connection.peek().isLost) probe();
    else reconnections.value += 1;
  });
  setInterval(() => {
    const { isLost } = connection.peek();
    if (isLost && navigator.onLine && document.visibilityState === "visible") probe();
  }, PROBE_MS);
}
