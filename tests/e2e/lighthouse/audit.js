/** Lighthouse's audit of a page as a phone loads it, in the Chromium that the tests use. */
import { fileURLToPath } from "node:url";
import { CHROMIUM } from "../../chromium.js";
import { installTools } from "../../install-tools.js";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

/**
 * @typedef {object} Audit
 * @property {Record<string, number>} scores 0 to 100, by category
 * @property {number} benchmark the machine's speed during the audit; an idle laptop has about 1500
 * @property {Record<string, number>} times of the simulated phone, in ms
 * @property {number} shift the sum of the layout's shifts
 * @property {number} requests
 * @property {number} bytes as they were transferred
 * @property {string[]} lost the audits that cost points, with what they found
 */

/** @typedef {"performance" | "accessibility" | "best-practices" | "seo"} Category */

/** Chromium's trace sometimes lacks the start of the page. Lighthouse asks to audit again then. */
const INCOMPLETE_TRACE = "NO_NAVSTART";
const TRIES = 5;

/**
 * Audits a page in a browser of its own. An audit without a complete trace measured nothing, and is repeated.
 *
 * @param {string} url
 * @param {Category[]} categories
 * @returns {Promise<Audit>}
 */
export async function audit(url, categories) {
  installTools(FOLDER);
  const { launch } = await load("chrome-launcher");
  const { default: lighthouse } = await load("lighthouse");
  for (let number = 1; ; number += 1) {
    const chrome = await launch({ chromePath: CHROMIUM, chromeFlags: FLAGS });
    try {
      const options = { port: chrome.port, onlyCategories: categories, logLevel: "error" };
      const { lhr } = await lighthouse(url, options);
      const { code, message } = lhr.runtimeError ?? {};
      if (!code) return readResult(lhr);
      if (code !== INCOMPLETE_TRACE || number === TRIES) throw new Error(message);
    } finally {
      await chrome.kill();
    }
  }
}

/** Loads a package of this folder. @param {string} name @returns {Promise<any>} */
const load = (name) => import(import.meta.resolve(name));

const TIMES = {
  "first paint": "first-contentful-paint",
  "largest paint": "largest-contentful-paint",
  "speed index": "speed-index",
  blocking: "total-blocking-time",
};

/** @param {any} lhr Lighthouse's result @returns {Audit} */
function readResult({ categories, audits, environment }) {
  const all = Object.entries(categories).map(([id, { score }]) => [id, Math.round(score * 100)]);
  const counted = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.filter((/** @type {any} */ { weight }) => weight > 0),
  );
  const requests = audits["network-requests"]?.details.items ?? [];
  const times = Object.entries(TIMES).map(([name, id]) => [
    name,
    Math.round(audits[id]?.numericValue ?? 0),
  ]);
  return {
    scores: Object.fromEntries(all),
    benchmark: environment.benchmarkIndex,
    times: Object.fromEntries(times),
    shift: audits["cumulative-layout-shift"]?.numericValue ?? 0,
    requests: requests.length,
    bytes: requests.reduce(
      (/** @type {number} */ sum, /** @type {any} */ { transferSize }) => sum + transferSize,
      0,
    ),
    lost: counted
      .map(({ id }) => audits[id])
      .filter(({ score }) => score !== null && score < 1)
      .map(({ id, score, displayValue = "" }) => `${id}: ${score} ${displayValue}`.trim()),
  };
}
