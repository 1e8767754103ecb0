// What one call of each endpoint takes on loopback, against `fetch` and `.json()` alone.
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { held } from "./budget.mjs";
import { turns } from "./calls-turns.js";
import { contestants, floor, ours } from "./contestants/list.mjs";
import { interleaved, ratio } from "./measure.js";
import { buildPage, folderOf } from "./pages.mjs";
import { startServer } from "./server.mjs";
import { medianAndTail, times } from "./show.mjs";

/** @typedef {import("./measure.js").Summary} Summary */
/** @typedef {import("./contestants/types.js").Contestant} Contestant */
/** @typedef {import("./contestants/types.js").Client} Client */
/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */
/** @typedef {Record<string, Record<string, Summary>>} Figures by endpoint and contestant */

const all = [floor, ...contestants];

/** @param {Server} server @param {number} rounds @returns {Promise<Figures>} */
async function inNode({ url, asked }, rounds) {
  /** @type {Record<string, Client>} */
  const clients = {};
  for (const { name, file } of all) {
    // As for `ready`: bundled, as it would be in a worker or a page.
    const entry = name === ours.name ? file : join(folderOf(file), "entry.js");
    /** @type {Contestant} */
    const { createClient } = await import(pathToFileURL(entry).href);
    clients[name] = await createClient({ baseUrl: url, credentials: asked.credentials });
  }
  /** @type {Figures} */
  const figures = {};
  for (const [endpoint, contenders] of Object.entries(turns(clients, asked))) {
    figures[endpoint] = await interleaved(contenders, { rounds, warmup: Math.ceil(rounds / 5) });
  }
  return figures;
}

/** @param {Server} server @param {number} rounds @returns {Promise<Figures>} */
async function inChromium({ url, asked }, rounds) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/empty.html`);
    const entries = all.map(({ name, file }) => [
      name,
      `/pages/${basename(folderOf(file))}/entry.js`,
    ]);
    const { credentials, ...rest } = asked;
    return await page.evaluate(inside, { entries, asked: rest, rounds });
  } finally {
    await browser.close();
  }
}

/**
 * Runs in the page.
 *
 * @param {{ entries: string[][], asked: Omit<import("./server.mjs").Asked, "credentials">, rounds: number }} what
 * @returns {Promise<Figures>}
 */
async function inside({ entries, asked, rounds }) {
  const files = ["/measure.js", "/calls-turns.js"];
  const [measure, { turns }] = await Promise.all(files.map((file) => import(file)));
  /** @type {Record<string, Client>} */
  const clients = {};
  for (const [name = "", entry = ""] of entries) {
    const { createClient } = await import(entry);
    clients[name] = await createClient({ baseUrl: `${location.origin}/shop` });
  }
  /** @type {Figures} */
  const figures = {};
  for (const [endpoint, contenders] of Object.entries(turns(clients, asked))) {
    const options = { rounds, warmup: Math.ceil(rounds / 5) };
    figures[endpoint] = await measure.interleaved(contenders, options);
  }
  return figures;
}

/** Of the package alone they are written down before they leave, in a page on its disk. */
const WRITES = ["submitTopupOrder", "renewNumber"];

/**
 * How many times as long as `fetch` alone, at worst.
 *
 * @param {Figures} figures
 * @param {string} name
 * @param {(endpoint: string) => boolean} [counts]
 */
function worst(figures, name, counts = () => true) {
  const ratios = Object.entries(figures)
    .filter(([endpoint]) => counts(endpoint))
    .map(([, each]) => {
      const [one, other] = [each[name], each[floor.name]];
      return one && other ? ratio(one, other) : Number.NaN;
    });
  return Math.max(...ratios);
}

/** @param {string} where @param {Figures} figures @returns {import("./types.js").Table} */
const table = (where, figures) => ({
  title: `${where}: milliseconds, median ± half of the span of the middle half; 99th percentile`,
  columns: ["", ...Object.keys(figures), "against fetch, worst median"],
  rows: all.map(({ name }) => [
    name,
    ...Object.values(figures).map((each) => (each[name] ? medianAndTail(each[name]) : null)),
    times(worst(figures, name)),
  ]),
});

/** @type {import("./types.js").Measurement} */
export const measurement = {
  name: "calls",
  what: "one call of each endpoint on loopback",
  async run({ quick, log }) {
    for (const { file } of all) await buildPage(file);
    const server = await startServer();
    try {
      log("in Node");
      const node = await inNode(server, quick ? 250 : 1500);
      log("in Chromium");
      const chromium = await inChromium(server, quick ? 150 : 600);
      const reads = "calls: reads against fetch and .json(), median, worst endpoint";
      const writes = "calls: writes, with their journal, against fetch and .json()";
      const isWrite = (/** @type {string} */ endpoint) => WRITES.includes(endpoint);
      return {
        tables: [table("Node", node), table("Chromium", chromium)],
        checks: [
          ...Object.entries({ Node: node, Chromium: chromium }).flatMap(([where, figures]) => [
            held(
              reads,
              where,
              worst(figures, ours.name, (endpoint) => !isWrite(endpoint)),
            ),
            held(writes, where, worst(figures, ours.name, isWrite)),
          ]),
        ],
        figures: { node, chromium },
      };
    } finally {
      await server.close();
    }
  },
};
