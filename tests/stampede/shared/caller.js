// A caller of `getPackageHistory`.

/** @typedef {import("./checks.js").Outcome} Outcome */

/**
 * @param {{ getPackageHistory: (iccid: string, options?: any) => Promise<{ source: string, packages: unknown[] }> }} client
 * @param {string} iccid
 * @param {{ waitUntil: (work: Promise<unknown>) => void }} [context] of a worker
 * @returns {Promise<Outcome>}
 */
export async function readHistory(client, iccid, context) {
  const started = performance.now();
  const passed = () => Math.round(performance.now() - started);
  try {
    const { source, packages } = await client.getPackageHistory(
      iccid,
      ...(context
        ? [{ waitUntil: (/** @type {Promise<unknown>} */ work) => context.waitUntil(work) }]
        : []),
    );
    return { iccid, source, packages: packages.length, ms: passed() };
  } catch (error) {
    const { kind, retryAfterMs } = /** @type {any} */ (error);
    return { iccid, kind, retryAfterMs, ms: passed() };
  }
}
