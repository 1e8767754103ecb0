/** The address bar and the page: links change the view without a new page, and Back finds its position again. */
import { signal } from "@preact/signals";
import { parseRoute } from "./routes.js";

/**
 * @typedef {object} Location
 * @property {string} address
 * @property {number} visit changes when the view has to start anew
 * @property {import("./routes.js").Route | null} route
 * @property {boolean} isReturn true after Back and Forward
 */

/** The time in which a view can become high enough for its former position. */
const RESTORE_MS = 3_000;
const STORED_POSITIONS = "scroll-positions";

/** The path in the address bar. It differs from the view's after `replaceAddress`. */
export const shownPath = signal(location.pathname);

let visits = 0;

/** Reads the address bar, for `shownPath` too. */
function readLocation(isReturn = false) {
  shownPath.value = location.pathname;
  return {
    address: location.pathname + location.search,
    visit: visits++,
    route: parseRoute(location),
    isReturn,
  };
}

/** The address of the current view. */
export const current = signal(/** @type {Location} */ (readLocation()));

/** The scroll position of each entry of the history. @type {Map<string, number>} */
const positions = new Map();

/** @returns {[string, number][]} */
function readStored() {
  try {
    return JSON.parse(sessionStorage.getItem(STORED_POSITIONS) ?? "[]");
  } catch {
    return [];
  }
}

const newKey = () => crypto.randomUUID().slice(0, 8);
const entryKey = () => history.state?.key ?? "first";

/** Shows the view of an address. @param {string} address @param {{ replace?: boolean }} [options] */
export function navigate(address, { replace = false } = {}) {
  const isSame = address === location.pathname + location.search + location.hash;
  if (replace || isSame) history.replaceState(history.state, "", address);
  else history.pushState({ key: newKey() }, "", address);
  current.value = readLocation();
  moveToStart();
}

/** Changes the address, but not the view. @param {string} address */
export function replaceAddress(address) {
  history.replaceState(history.state, "", address);
  shownPath.value = location.pathname;
}

function moveToStart() {
  requestAnimationFrame(() => {
    window.scrollTo(0, 0);
    focusStart();
  });
}

/** Moves the focus to the heading. If the address names a part of the view, the page moves to it. */
export function focusStart() {
  const hash = current.peek().isReturn ? "" : location.hash;
  const part = hash && document.getElementById(hash.slice(1));
  if (part) part.scrollIntoView();
  // Screen readers read on from the heading, and Tab goes on from there.
  const heading = part ? part.querySelector("h2") : document.querySelector("main h1");
  /** @type {HTMLElement | null} */ (heading)?.focus({ preventScroll: true });
}

/** Scrolls to the position, as soon as the view is high enough. @param {number} position */
function restore(position) {
  const stop = new AbortController();
  const { signal: stopped } = stop;
  const resizes = new ResizeObserver(scroll);
  function scroll() {
    window.scrollTo(0, position);
    if (Math.abs(window.scrollY - position) <= 1) stop.abort();
  }
  resizes.observe(document.documentElement);
  stopped.addEventListener("abort", () => resizes.disconnect());
  // The shopper has the last word.
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(type, () => stop.abort(), { signal: stopped, passive: true });
  }
  setTimeout(() => stop.abort(), RESTORE_MS);
}

/** @param {MouseEvent} event @returns {HTMLAnchorElement | null} the link to another view */
function linkOf(event) {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!isPlain || event.defaultPrevented || !link) return null;
  return link.origin === location.origin && link.target === "" ? link : null;
}

export function startRouter() {
  for (const [key, position] of readStored()) positions.set(key, position);
  history.scrollRestoration = "manual";
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link) return;
    event.preventDefault();
    navigate(link.pathname + link.search + link.hash);
  });
  window.addEventListener("scroll", () => positions.set(entryKey(), window.scrollY), {
    passive: true,
  });
  window.addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(STORED_POSITIONS, JSON.stringify([...positions].slice(-50)));
    } catch {
      // The browser stores nothing for this site.
    }
  });
  window.addEventListener("popstate", () => {
    const position = positions.get(entryKey()) ?? 0;
    current.value = readLocation(true);
    requestAnimationFrame(() => {
      focusStart();
      restore(position);
    });
  });
  restore(positions.get(entryKey()) ?? 0);
}
