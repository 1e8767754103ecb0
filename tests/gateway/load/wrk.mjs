// One round of wrk.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { WRK } from "../../../pkg-template/tools/wrk.mjs";

const SCRIPT = fileURLToPath(new URL("shoppers.lua", import.meta.url));

/**
 * @typedef {object} Round
 * @property {number} requests
 * @property {number} failed without an answer, or with one that is no 2xx or 3xx
 * @property {number} perSecond
 * @property {number} p50 ms
 * @property {number} p99 ms
 *
 * @param {string} url
 * @param {{ seconds: number, connections: number }} load
 * @returns {Promise<Round>}
 */
export async function wrk(url, { seconds, connections }) {
  const how = ["-t", "1", "-c", String(connections), "-d", `${seconds}s`, "-s", SCRIPT];
  const { stdout } = await promisify(execFile)(WRK, [
    ...how,
    "-H",
    "Accept: application/json",
    url,
  ]);
  const line = stdout.split("\n").find((each) => each.startsWith("{"));
  if (!line) throw new Error(`wrk reported nothing: ${stdout}`);
  const { requests, failed, us, p50, p99 } = JSON.parse(line);
  const perSecond = Math.round((requests / us) * 1_000_000);
  return { requests, failed, perSecond, p50: p50 / 1000, p99: p99 / 1000 };
}
