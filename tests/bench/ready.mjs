// How long it takes from the import to a client that can be called, and to its first answer.
import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launch } from "./browser.mjs";
import { held } from "./budget.mjs";
import { contestants, floor, ours, ZOD } from "./contestants/list.mjs";
import { interleaved, ratio, summary } from "./measure.js";
import { buildPage, folderOf } from "./pages.mjs";
import { startServer } from "./server.mjs";
import { spread } from "./show.mjs";

/** @typedef {import("./measure.js").Summary} Summary */
/** @typedef {{ ready: number, answered: number }} Times ms since the import */
/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

const run = promisify(execFile);
const CHILD = fileURLToPath(new URL("ready-child.mjs", import.meta.url));
const all = [...contestants, floor];

/**
 * Takes turns; each turn gives one or more times, of which the first one's `ready` is the sample.
 *
 * @param {{ rounds: number, warmup: number }} options
 * @param {(entry: typeof ours) => Promise<Times[]>} turn
 * @returns {Promise<Record<string, { ready: Summary, answered: Summary }[]>>}
 */
async function timed(options, turn) {
  /** @type {Map<string, Times[][]>} */
  const kept = new Map(all.map(({ name }) => [name, []]));
  const turns = all.map((entry) => ({
    name: entry.name,
    timed: async () => {
      const times = await turn(entry);
      kept.get(entry.name)?.push(times);
      return times[0]?.ready ?? Number.NaN;
    },
  }));
  await interleaved(turns, options);
  return Object.fromEntries(
    [...kept].map(([name, every]) => {
      const counted = every.slice(-options.rounds);
      const visits = (counted[0] ?? []).map((_, visit) => {
        const of = (/** @type {keyof Times} */ key) =>
          summary(counted.map((times) => times[visit]?.[key] ?? Number.NaN));
        return { ready: of("ready"), answered: of("answered") };
      });
      return [name, visits];
    }),
  );
}

/** A process for each turn. @param {Server} server @param {boolean} quick */
function inNode({ url, asked }, quick) {
  return timed({ rounds: quick ? 11 : 25, warmup: 1 }, async ({ name, file }) => {
    // The hand-written ones are bundled, which spares them the look-up of a library's many files.
    const entry = name === ours.name ? file : join(folderOf(file), "entry.js");
    const told = JSON.stringify({ entry, baseUrl: url, ...asked });
    const { stdout } = await run(process.execPath, [CHILD, told], { timeout: 30_000 });
    return [JSON.parse(stdout)];
  });
}

/** A profile for each turn, which comes twice. @param {Server} server @param {boolean} quick */
async function inChromium({ url, asked }, quick) {
  const browser = await launch();
  try {
    return await timed({ rounds: quick ? 11 : 25, warmup: 1 }, async ({ file }) => {
      const entry = `/pages/${basename(folderOf(file))}/entry.js`;
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        const visits = [];
        for (let visit = 0; visit < 2; visit += 1) {
          await page.goto(`${url}/empty.html`);
          visits.push(await page.evaluate(visited, { entry, iccid: asked.iccid }));
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

/** Runs in the page. @param {{ entry: string, iccid: string }} what @returns {Promise<Times>} */
async function visited({ entry, iccid }) {
  // A new process is busy with itself at first, and opens its first connection: no contestant's
  // doing.
  const other = "/measure.js";
  await import(other);
  await (await fetch("/empty.html", { cache: "no-store" })).text();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const begun = performance.now();
  const { createClient } = await import(entry);
  const client = await createClient({ baseUrl: `${location.origin}/shop` });
  const ready = performance.now() - begun;
  await client.getTopupPackages(iccid);
  return { ready, answered: performance.now() - begun };
}

/** @type {import("./types.js").Measurement} */
export const measurement = {
  name: "ready",
  what: "from the import to a ready client, and to the first answer",
  async run({ quick, log }) {
    for (const { file } of all) await buildPage(file);
    const server = await startServer();
    try {
      log("in Node, a process for each turn");
      const node = await inNode(server, quick);
      log("in Chromium, a profile for each turn");
      const chromium = await inChromium(server, quick);
      const rows = all.map(({ name }) => {
        const cells = [node[name]?.[0], chromium[name]?.[0], chromium[name]?.[1]].flatMap(
          (times) => (times ? [spread(times.ready), spread(times.answered)] : ["–", "–"]),
        );
        return [name, ...cells];
      });
      const [we, zod] = [chromium[ours.name]?.[0]?.ready, chromium[ZOD]?.[0]?.ready];
      if (!we || !zod) throw new Error("nothing to compare");
      return {
        tables: [
          {
            title: "Milliseconds since the import: median ± half of the span of the middle half",
            columns: [
              "",
              ...["Node: ready", "Node: answered"],
              ...["Chromium, first visit: ready", "answered"],
              ...["Chromium, second visit: ready", "answered"],
            ],
            rows,
            note:
              "From loopback, so that the bytes travel for nothing. In Node the first call fetches a token as well. " +
              "A second visit finds the files in the browser's cache.",
          },
        ],
        checks: [held("ready: Chromium, against the zod build", "first visit", ratio(we, zod))],
        figures: { node, chromium },
      };
    } finally {
      await server.close();
    }
  },
};
