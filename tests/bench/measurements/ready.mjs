// The time from the import to a client that can be called, and to its first answer.
import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launchChromium } from "../browser.mjs";
import { checkBudget } from "../budget.mjs";
import { fetchAlone, handWritten, partner, pressoneEsim, zod } from "../contestants/list.mjs";
import { formatRatio, medianAndSpread } from "../format.js";
import { decileRatio, measureInterleaved, summarize } from "../measure.js";
import { buildPage, folderOf } from "../pages.mjs";
import { startServer } from "../server.mjs";

/** @typedef {import("../measure.js").Summary} Summary */
/** @typedef {{ ready: number, answered: number }} Times in ms since the import */
/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

const run = promisify(execFile);
const CHILD = fileURLToPath(new URL("ready-child.mjs", import.meta.url));
const PAGE = [pressoneEsim, ...handWritten, fetchAlone];
/** A server loads the partner client. The page client runs there too. */
const SERVER = [partner, ...PAGE];

/**
 * Takes samples of all contestants in turn. Each sample holds the times of one or more visits.
 *
 * @param {(typeof pressoneEsim)[]} contestants
 * @param {{ rounds: number, warmup: number }} options
 * @param {(entry: typeof pressoneEsim) => Promise<Times[]>} takeSample
 * @returns {Promise<Record<string, { ready: Summary, answered: Summary }[]>>} by name and visit
 */
async function measureVisits(contestants, options, takeSample) {
  /** @type {Map<string, Times[][]>} */
  const samples = new Map(contestants.map(({ name }) => [name, []]));
  const turns = contestants.map((entry) => ({
    name: entry.name,
    timed: async () => {
      const times = await takeSample(entry);
      samples.get(entry.name)?.push(times);
      return times[0]?.ready ?? Number.NaN;
    },
  }));
  await measureInterleaved(turns, options);
  return Object.fromEntries(
    [...samples].map(([name, list]) => {
      const counted = list.slice(-options.rounds);
      const visits = (counted[0] ?? []).map((_, visit) => {
        const of = (/** @type {keyof Times} */ key) =>
          summarize(counted.map((times) => times[visit]?.[key] ?? Number.NaN));
        return { ready: of("ready"), answered: of("answered") };
      });
      return [name, visits];
    }),
  );
}

/** @param {boolean} quick */
const roundsOf = (quick) => ({ rounds: quick ? 11 : 25, warmup: 1 });

/** A new process for each sample. @param {Server} server @param {boolean} quick */
function measureNode({ url, args }, quick) {
  const { iccid, credentials } = args;
  return measureVisits(SERVER, roundsOf(quick), async ({ name, file }) => {
    const isPage = name === pressoneEsim.name;
    // The hand-written clients are bundled, so Node does not resolve a library's many files.
    const entry = isPage || name === partner.name ? file : join(folderOf(file), "entry.js");
    const options = isPage ? { baseUrl: `${url}/shop` } : { baseUrl: url, credentials };
    const input = JSON.stringify({ entry, options, iccid });
    const { stdout } = await run(process.execPath, [CHILD, input], { timeout: 120_000 });
    return [JSON.parse(stdout)];
  });
}

/** A new profile for each sample, and two visits with it. @param {Server} server @param {boolean} quick */
async function measureChromium({ url, args }, quick) {
  const browser = await launchChromium();
  try {
    return await measureVisits(PAGE, roundsOf(quick), async ({ file }) => {
      const entry = `/pages/${basename(folderOf(file))}/entry.js`;
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        const visits = [];
        for (let visit = 0; visit < 2; visit += 1) {
          await page.goto(`${url}/empty.html`);
          visits.push(await page.evaluate(measureInPage, { entry, iccid: args.iccid }));
        }
        return visits;
      } finally {
        await context.close();
      }
    });
  } finally {
    await browser.close();
  }
}

/** Runs in the page. @param {{ entry: string, iccid: string }} plan @returns {Promise<Times>} */
async function measureInPage({ entry, iccid }) {
  // Before the clock starts: a new process is still busy, and opens its first connection.
  const other = "/measure.js";
  await import(other);
  await (await fetch("/empty.html", { cache: "no-store" })).text();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = performance.now();
  const { createClient } = await import(entry);
  const client = await createClient({ baseUrl: `${location.origin}/shop` });
  const ready = performance.now() - start;
  await client.getTopupPackages(iccid);
  return { ready, answered: performance.now() - start };
}

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "from the import to a ready client, and to the first answer",
  async run({ quick, log }) {
    for (const { file } of PAGE) await buildPage(file);
    const server = await startServer();
    try {
      log("in Node, a process for each sample");
      const node = await measureNode(server, quick);
      log("in Chromium, a profile for each sample");
      const chromium = await measureChromium(server, quick);
      const rows = SERVER.map(({ name }) => {
        const cells = [node[name]?.[0], chromium[name]?.[0], chromium[name]?.[1]].flatMap(
          (times) =>
            times ? [medianAndSpread(times.ready), medianAndSpread(times.answered)] : [null, null],
        );
        return [name, ...cells];
      });
      /** @param {typeof node} figures @param {string} name */
      const firstReady = (figures, name) => figures[name]?.[0]?.ready;
      const inPage = decileRatio(
        firstReady(chromium, pressoneEsim.name),
        firstReady(chromium, zod.name),
      );
      const inNode = decileRatio(firstReady(node, partner.name), firstReady(node, zod.name));
      return {
        tables: [
          {
            title: "Milliseconds since the import: median ± half of the interquartile range",
            columns: [
              "",
              ...["Node: ready", "Node: answered"],
              ...["Chromium, first visit: ready", "answered"],
              ...["Chromium, second visit: ready", "answered"],
            ],
            rows,
            note:
              "From loopback, so the bytes take no time. In Node the first call fetches a token as well, but for pressone-esim. " +
              "A second visit finds the files in the browser's cache.",
          },
        ],
        checks: [
          checkBudget("ready: Chromium, first visit, against the zod build", inPage),
          checkBudget("ready: the partner client in Node, against the zod build", inNode),
        ],
        headline:
          `first visit in Chromium ${formatRatio(inPage)} of the zod build, ` +
          `partner client in Node ${formatRatio(inNode)}`,
        figures: { node, chromium },
      };
    } finally {
      await server.close();
    }
  },
};
