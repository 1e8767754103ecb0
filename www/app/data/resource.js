/** Data of a view: while it loads, when it is there, and when it failed. */
import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { reconnections } from "./connection.js";

/**
 * @template T
 * @typedef {{ status: "loading" } | { status: "ready", value: T, error?: unknown } | { status: "failed", error: unknown }} State
 *   a value with an error is the last one, which could not be refreshed
 */
/**
 * @template T
 * @typedef {object} Resource
 * @property {import("@preact/signals").ReadonlySignal<State<T>>} state
 * @property {() => Promise<void>} reload shows that it loads
 * @property {() => Promise<void>} refresh shows the old value until the new one is there
 */

/** The last values, so a view that the shopper returns to is complete at once. @type {Map<string, unknown>} */
const kept = new Map();
let mayUseKept = false;

/** Says if the views that open now may begin with their last values. @param {boolean} allowed */
export function allowKept(allowed) {
  mayUseKept = allowed;
}

let endFirstLoad = () => {};
/** Resolves when the first resource is there or has failed: a view's data, or its file. @type {Promise<void>} */
export const firstLoad = new Promise((resolve) => {
  endFirstLoad = resolve;
});

/**
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} load
 * @param {string} [key] the name of the value, if the page may keep it
 * @returns {Resource<T> & { start: () => () => void }}
 */
export function createResource(load, key) {
  const first = /** @type {State<T>} */ (
    key && mayUseKept && kept.has(key)
      ? { status: "ready", value: kept.get(key) }
      : { status: "loading" }
  );
  const state = signal(first);
  let ended = new AbortController();
  let begun = 0;
  let shown = 0;
  /** The last request that failed. */
  let failed = { number: 0, error: /** @type {unknown} */ (undefined) };

  async function refresh() {
    const { signal: left } = ended;
    begun += 1;
    const number = begun;
    // A late answer does not replace that of a later request.
    const isOver = () => left.aborted || number < shown;
    try {
      const value = await load(left);
      if (isOver()) return;
      shown = number;
      if (key) kept.set(key, value);
      // The value is stale if a later request has failed.
      const isStale = number < failed.number;
      state.value = { status: "ready", value, ...(isStale && { error: failed.error }) };
    } catch (thrown) {
      if (isOver()) return;
      if (number > failed.number) failed = { number, error: thrown };
      const { error } = failed;
      const before = state.peek();
      state.value = before.status === "ready" ? { ...before, error } : { status: "failed", error };
    }
  }

  async function reload() {
    state.value = { status: "loading" };
    await refresh();
  }

  return {
    state,
    reload,
    refresh,
    start() {
      ended = new AbortController();
      refresh().then(endFirstLoad);
      return () => ended.abort();
    },
  };
}

/**
 * Loads data for as long as the component is there, and anew when the shop can be reached again.
 *
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} load
 * @param {string} [key] the name of the value, if the page may keep it
 * @returns {Resource<T>}
 */
export function useResource(load, key) {
  const resource = useMemo(() => createResource(load, key), []);
  useEffect(resource.start, [resource]);
  useRefreshOn(resource, reconnections.value);
  return resource;
}

/**
 * Loads the data again when a count has changed, such as that of the orders.
 *
 * @param {Resource<any>} resource
 * @param {number} count
 */
export function useRefreshOn({ refresh }, count) {
  const before = useRef(count);
  useEffect(() => {
    if (count === before.current) return;
    before.current = count;
    refresh();
  }, [count]);
}
