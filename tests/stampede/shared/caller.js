// A caller of `getPackageHistory`.

/** @typedef {import("./checks.js").Outcome} Outcome */

/**
 * @param {{ getPackageHistory: (iccid: string) => Promise<{ source: string, packages: unknown[] }> }} client
 * @param {string} iccid
 * @returns {Promise<Outcome>}
 */
export async function readHistory(client, iccid) {
  const started = performance.now();
  const passed = () => Math.round(performance.now() - started);
  try {
    const { source, packages } = await client.getPackageHistory(iccid);
    return { iccid, source, packages: packages.length, ms: passed() };
  } catch (error) {
    const { kind, retryAfterMs } = /** @type {any} */ (error);
    return { iccid, kind, retryAfterMs, ms: passed() };
  }
}
