// One call of each endpoint on loopback, against `fetch` and `.json()` alone.
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "../browser.mjs";
import { checkBudget } from "../budget.mjs";
import { contestants, fetchAlone, pressoneEsim } from "../contestants/list.mjs";
import { formatRatio, medianAndTail } from "../format.js";
import { measureInterleaved, medianRatio } from "../measure.js";
import { buildPage, folderOf } from "../pages.mjs";
import { startServer } from "../server.mjs";
import { callContestants } from "./calls-contestants.js";

/** @typedef {import("../measure.js").Summary} Summary */
/** @typedef {import("../contestants/types.js").Contestant} Contestant */
/** @typedef {import("../contestants/types.js").Client} Client */
/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */
/** @typedef {Record<string, Record<string, Summary>>} Figures by endpoint and contestant */

const all = [fetchAlone, ...contestants];

/** @param {Server} server @param {number} rounds @returns {Promise<Figures>} */
async function measureNode({ url, args }, rounds) {
  /** @type {Record<string, Client>} */
  const clients = {};
  for (const { name, file } of all) {
    // As in `ready`: the hand-written clients are bundled, as in a worker or a page.
    const entry = name === pressoneEsim.name ? file : join(folderOf(file), "entry.js");
    /** @type {Contestant} */
    const { createClient } = await import(pathToFileURL(entry).href);
    // As in a page, all are clients of a shop's server. The package's writes go to its gateway.
    clients[name] = await createClient({ baseUrl: `${url}/shop` });
  }
  /** @type {Figures} */
  const figures = {};
  const options = { rounds, warmup: Math.ceil(rounds / 5) };
  for (const [endpoint, contenders] of Object.entries(callContestants(clients, args))) {
    figures[endpoint] = await measureInterleaved(contenders, options);
  }
  return figures;
}

/** @param {Server} server @param {number} rounds @returns {Promise<Figures>} */
async function measureChromium({ url, args }, rounds) {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/empty.html`);
    const entries = all.map(({ name, file }) => [
      name,
      `/pages/${basename(folderOf(file))}/entry.js`,
    ]);
    const { credentials, ...rest } = args;
    return await page.evaluate(measureInPage, { entries, args: rest, rounds });
  } finally {
    await browser.close();
  }
}

/**
 * Runs in the page.
 *
 * @param {{ entries: string[][], args: Omit<import("../server.mjs").CallArguments, "credentials">, rounds: number }} plan
 * @returns {Promise<Figures>}
 */
async function measureInPage({ entries, args, rounds }) {
  const files = ["/measure.js", "/calls-contestants.js"];
  const [measure, { callContestants }] = await Promise.all(files.map((file) => import(file)));
  /** @type {Record<string, Client>} */
  const clients = {};
  for (const [name = "", entry = ""] of entries) {
    const { createClient } = await import(entry);
    clients[name] = await createClient({ baseUrl: `${location.origin}/shop` });
  }
  /** @type {Figures} */
  const figures = {};
  const options = { rounds, warmup: Math.ceil(rounds / 5) };
  for (const [endpoint, contenders] of Object.entries(callContestants(clients, args))) {
    figures[endpoint] = await measure.measureInterleaved(contenders, options);
  }
  return figures;
}

/** The endpoints with a journal entry. Only the package has one; in a page it is on the disk. */
const WRITES = ["submitTopupOrder", "renewNumber"];
const isWrite = (/** @type {string} */ endpoint) => WRITES.includes(endpoint);
const isRead = (/** @type {string} */ endpoint) => !isWrite(endpoint);

/**
 * The largest ratio of a contestant's median to that of `fetch` alone.
 *
 * @param {Figures} figures
 * @param {string} name
 * @param {(endpoint: string) => boolean} [counts]
 */
function worstRatio(figures, name, counts = () => true) {
  const ratios = Object.entries(figures)
    .filter(([endpoint]) => counts(endpoint))
    .map(([, each]) => {
      const [one, other] = [each[name], each[fetchAlone.name]];
      return one && other ? medianRatio(one, other) : Number.NaN;
    });
  return Math.max(...ratios);
}

/** @param {string} platform @param {Figures} figures @returns {import("../types.js").Table} */
const tableOf = (platform, figures) => ({
  title: `${platform}: milliseconds, median ± half of the interquartile range; 99th percentile`,
  columns: ["", ...Object.keys(figures), "against fetch, worst median"],
  rows: all.map(({ name }) => [
    name,
    ...Object.values(figures).map((each) => (each[name] ? medianAndTail(each[name]) : null)),
    formatRatio(worstRatio(figures, name)),
  ]),
});

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "one call of each endpoint on loopback",
  async run({ quick, log }) {
    for (const { file } of all) await buildPage(file);
    const server = await startServer();
    try {
      log("in Node");
      const node = await measureNode(server, quick ? 250 : 1500);
      log("in Chromium");
      const chromium = await measureChromium(server, quick ? 150 : 600);
      const reads = "calls: reads against fetch and .json(), median, worst endpoint";
      const writes = "calls: writes, with their journal, against fetch and .json()";
      const ratios = Object.entries({ Node: node, Chromium: chromium }).map(
        ([platform, figures]) => ({
          platform,
          read: worstRatio(figures, pressoneEsim.name, isRead),
          write: worstRatio(figures, pressoneEsim.name, isWrite),
        }),
      );
      return {
        tables: [tableOf("Node", node), tableOf("Chromium", chromium)],
        checks: ratios.flatMap(({ platform, read, write }) => [
          checkBudget(reads, platform, read),
          checkBudget(writes, platform, write),
        ]),
        headline: ratios
          .map(
            ({ platform, read, write }) =>
              `${platform} reads ${formatRatio(read)}, writes ${formatRatio(write)} of fetch`,
          )
          .join("; "),
        figures: { node, chromium },
      };
    } finally {
      await server.close();
    }
  },
};
