// One call of each endpoint on loopback, against `fetch` and `.json()` alone.
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "../browser.mjs";
import { checkBudget } from "../budget.mjs";
import {
  boundedFetch,
  fetchAlone,
  handWritten,
  partner,
  pressoneEsim,
} from "../contestants/list.mjs";
import { formatRatio, medianAndTail } from "../format.js";
import { decileRatio, measureInterleaved } from "../measure.js";
import { buildPage, folderOf } from "../pages.mjs";
import { startServer } from "../server.mjs";
import { purchaseContestants, readContestants } from "./calls-contestants.js";

/** @typedef {import("../measure.js").Summary} Summary */
/** @typedef {import("../measure.js").Options} Options */
/** @typedef {import("../contestants/types.js").Contestant} Contestant */
/** @typedef {import("../contestants/types.js").Client} Client */
/** @typedef {import("../contestants/list.mjs").Entry} Entry */
/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */
/** @typedef {Record<string, Summary>} Summaries by contestant */
/** @typedef {Record<string, Summaries>} Figures by endpoint */

/** The contestants in a page. */
const PAGE = [fetchAlone, boundedFetch, pressoneEsim, ...handWritten];
/** The contestants on a server. All list the offers before they order. */
const SERVER = [fetchAlone, boundedFetch, partner, ...handWritten];
/** The title of a purchase in the tables. */
const PURCHASE = "submitTopupOrder";
const BARE_POST = "the same POST with fetch and .json()";

/** The contestants of a budget: the baselines and the package. @param {Entry} entry */
const isBudgeted = ({ name }) =>
  [fetchAlone, boundedFetch, pressoneEsim, partner].some((each) => each.name === name);

/** @param {number} rounds @returns {Options} */
const roundsOf = (rounds) => ({ rounds, warmup: Math.ceil(rounds / 5) });

/**
 * The clients in Node. The hand-written ones are bundled, as in a worker or a page.
 *
 * @param {Entry[]} entries
 * @param {import("../contestants/types.js").Options} options
 */
async function nodeClients(entries, options) {
  /** @type {Record<string, Client>} */
  const clients = {};
  for (const { name, file } of entries) {
    const packaged = name === pressoneEsim.name || name === partner.name;
    const entry = packaged ? file : join(folderOf(file), "entry.js");
    /** @type {Contestant} */
    const { createClient } = await import(pathToFileURL(entry).href);
    clients[name] = await createClient(options);
  }
  return clients;
}

/** @param {Server} server @param {number} rounds @param {(entry: Entry) => boolean} runs */
async function measureNode({ url, args }, rounds, runs) {
  const { credentials } = args;
  /** @type {Figures} */
  const reads = {};
  // As in a page, all are clients of a shop's server.
  const readers = await nodeClients(PAGE.filter(runs), { baseUrl: `${url}/shop` });
  for (const [endpoint, contenders] of Object.entries(readContestants(readers, args))) {
    reads[endpoint] = await measureInterleaved(contenders, roundsOf(rounds));
  }
  // The token is fetched in the discarded rounds.
  const buyers = await nodeClients(SERVER.filter(runs), { baseUrl: url, credentials });
  const purchase = await measureInterleaved(purchaseContestants(buyers, args), roundsOf(rounds));
  return { reads, purchase };
}

/** @param {Server} server @param {number} rounds @param {(entry: Entry) => boolean} runs */
async function measureChromium({ url, args }, rounds, runs) {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/empty.html`);
    const entries = PAGE.filter(runs).map(({ name, file }) => [
      name,
      `/pages/${basename(folderOf(file))}/entry.js`,
    ]);
    const { credentials, ...rest } = args;
    return await page.evaluate(measureInPage, {
      ...{ entries, args: rest, options: roundsOf(rounds) },
      ...{ name: pressoneEsim.name, bareName: BARE_POST },
    });
  } finally {
    await browser.close();
  }
}

/**
 * Runs in the page.
 *
 * @param {{ entries: string[][], args: import("./calls-contestants.js").Arguments, options: Options, name: string, bareName: string }} plan
 * @returns {Promise<{ reads: Figures, purchase: Summaries }>}
 */
async function measureInPage({ entries, args, options, name, bareName }) {
  const files = ["/measure.js", "/calls-contestants.js"];
  const [measure, calls] = await Promise.all(files.map((file) => import(file)));
  const baseUrl = `${location.origin}/shop`;
  /** @type {Record<string, Client>} */
  const clients = {};
  for (const [each = "", entry = ""] of entries) {
    const { createClient } = await import(entry);
    clients[each] = await createClient({ baseUrl });
  }
  /** @type {Figures} */
  const reads = {};
  for (const [endpoint, contenders] of Object.entries(calls.readContestants(clients, args))) {
    reads[endpoint] = await measure.measureInterleaved(contenders, options);
  }
  const page = { name, client: clients[name], bareName, baseUrl };
  const contenders = calls.gatewayPurchaseContestants(page, args);
  return { reads, purchase: await measure.measureInterleaved(contenders, options) };
}

/**
 * The largest ratio of a contestant to another one.
 *
 * @param {Figures} figures
 * @param {string} name
 * @param {string} base
 */
const worstRatio = (figures, name, base) =>
  Math.max(...Object.values(figures).map((each) => decileRatio(each[name], each[base])));

/** @param {string} title @param {Figures} figures @param {string} base @returns {import("../types.js").Table} */
function tableOf(title, figures, base) {
  const [first = {}] = Object.values(figures);
  return {
    title: `${title}: milliseconds, median ± half of the interquartile range; 99th percentile`,
    columns: ["", ...Object.keys(figures), `against ${base}`],
    rows: Object.keys(first).map((name) => [
      name,
      ...Object.values(figures).map((each) => (each[name] ? medianAndTail(each[name]) : null)),
      formatRatio(worstRatio(figures, name, base)),
    ]),
    note: "The last column compares first deciles, and names the worst endpoint's ratio.",
  };
}

/**
 * The first deciles of the package and of a bounded fetch, both against `fetch` alone, and one against the other.
 *
 * @param {Figures} figures by endpoint
 * @param {string} name of the client
 */
const stepsOf = (figures, name) =>
  Object.entries(figures).map(([endpoint, each]) => {
    const { [fetchAlone.name]: bare, [boundedFetch.name]: bounded, [name]: client } = each;
    const pairs = [
      [bounded, bare],
      [client, bare],
      [client, bounded],
    ];
    return [endpoint, ...pairs.map(([one, other]) => formatRatio(decileRatio(one, other)))];
  });

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "one call of each endpoint on loopback",
  async run({ quick, log }) {
    // A quick run has time for more rounds without the contestants that no budget names.
    const runs = quick ? isBudgeted : () => true;
    for (const { file } of PAGE.filter(runs)) await buildPage(file);
    const server = await startServer();
    try {
      log("in Node");
      const node = await measureNode(server, quick ? 500 : 1500, runs);
      log("in Chromium");
      const chromium = await measureChromium(server, quick ? 300 : 600, runs);
      const bare = fetchAlone.name;
      const ratios = {
        node: worstRatio(node.reads, pressoneEsim.name, bare),
        chromium: worstRatio(chromium.reads, pressoneEsim.name, bare),
        partner: decileRatio(node.purchase[partner.name], node.purchase[bare]),
        page: decileRatio(chromium.purchase[pressoneEsim.name], chromium.purchase[BARE_POST]),
      };
      const purchases = {
        node: { [PURCHASE]: node.purchase },
        chromium: { [PURCHASE]: chromium.purchase },
      };
      return {
        tables: [
          {
            title: "The platform's part and the package's",
            columns: [
              "",
              `${boundedFetch.name}, against ${bare}`,
              `the package, against ${bare}`,
              `the package, against ${boundedFetch.name}`,
            ],
            rows: [
              ...stepsOf(node.reads, pressoneEsim.name).map(([name, ...row]) => [
                `${name}, Node`,
                ...row,
              ]),
              ...stepsOf(chromium.reads, pressoneEsim.name).map(([name, ...row]) => [
                `${name}, Chromium`,
                ...row,
              ]),
              ...stepsOf({ "submitTopupOrder on a server, Node": node.purchase }, partner.name),
            ],
            note:
              "A signal and a timer end each request, no answer is from a cache, and no redirect is followed. " +
              "The last column is what the package adds to that.",
          },
          tableOf("Reads in Node", node.reads, bare),
          tableOf("Reads in Chromium", chromium.reads, bare),
          tableOf("A purchase in Chromium, page to gateway", purchases.chromium, BARE_POST),
          {
            ...tableOf("A purchase on a server, in Node", purchases.node, bare),
            note:
              "Each lists the offers and then orders. pressone-esim/partner has the store in memory and makes " +
              "up the reference. With a reference of the caller's it also looks for the order, unless the store's " +
              "durability is full. The last column compares first deciles.",
          },
        ],
        checks: [
          checkBudget(
            "calls: reads in Node, worst endpoint, against fetch and .json()",
            ratios.node,
          ),
          checkBudget(
            "calls: reads in Chromium, worst endpoint, against fetch and .json()",
            ratios.chromium,
          ),
          checkBudget(
            "calls: a purchase in Chromium, page to gateway, against the same POST made bare",
            ratios.page,
          ),
          checkBudget(
            "calls: a purchase through the partner client in Node, memory store, against the same requests made bare",
            ratios.partner,
          ),
        ],
        headline:
          `reads ${formatRatio(ratios.node)} of fetch in Node, ${formatRatio(ratios.chromium)} in Chromium; ` +
          `purchase ${formatRatio(ratios.page)} of the bare POST in Chromium; ` +
          `partner purchase ${formatRatio(ratios.partner)} of the bare requests in Node`,
        figures: { node, chromium },
      };
    } finally {
      await server.close();
    }
  },
};
