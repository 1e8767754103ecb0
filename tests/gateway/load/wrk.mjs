// One round of wrk.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { WRK } from "../../../pkg-template/tools/wrk.mjs";

const SCRIPT = fileURLToPath(new URL("shoppers.lua", import.meta.url));

/**
 * @typedef {object} Round
 * @property {number} requests
 * @property {number} failed requests without an answer, or with a status other than 2xx and 3xx
 * @property {number} perSecond
 * @property {number} p50 ms
 * @property {number} p99 ms
 *
 * @param {string} url
 * @param {{ seconds: number, connections: number }} load
 * @returns {Promise<Round>}
 */
export async function wrk(url, { seconds, connections }) {
  const args = [
    ...["-t", "1", "-c", String(connections), "-d", `${seconds}s`, "-s", SCRIPT],
    ...["-H", "Accept: application/json", url],
  ];
  const { stdout } = await promisify(execFile)(WRK, args);
  const line = stdout.split("\n").find((text) => text.startsWith("{"));
  if (!line) throw new Error(`wrk reported nothing: ${stdout}`);
  const { requests, failed, us, p50, p99 } = JSON.parse(line);
  const perSecond = Math.round((requests / us) * 1_000_000);
  return { requests, failed, perSecond, p50: p50 / 1000, p99: p99 / 1000 };
}
