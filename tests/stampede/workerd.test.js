// Isolates of workerd that share Durable Objects, in a simulated hour.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { exchange } from "../gateway/rig.js";
import { createRandom } from "../purchases/shared/random.js";
import { startSandbox } from "../sandbox/server.js";
import { isolatesOf } from "../workerd-isolates.js";
import {
  checkAllAnswered,
  checkAllFresh,
  checkEachWindow,
  checkOncePerWindow,
  checkOneToken,
  FAULTS,
  figuresOf,
  MARGIN_MS,
  SHORT_TIMEOUT_MS,
  untilServed,
} from "./shared/checks.js";
import { simulate } from "./shared/hour.js";

const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
const SCRIPTS = [
  "shared/worker.js",
  "shared/broken-stores.js",
  "shared/caller.js",
  "shared/clock.js",
].map((path) => fileURLToPath(new URL(path, import.meta.url)));

const ISOLATES = 4;
const COLD = 16;
const CALLS = 1_200;
const TIMEOUT_MS = 20_000;

/** @typedef {import("./shared/checks.js").Outcome} Outcome */

/** workerd's warning about a request that ended while another one's work went on, as in a hang. */
const EXPECTED = /^A promise was resolved or rejected from a different request context/;

/** @param {import("node:stream").Readable} stdout @param {import("node:stream").Readable} stderr */
function printUnexpected(stdout, stderr) {
  for (const stream of [stdout, stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      if (!EXPECTED.test(line.replace(/^Warning: /, ""))) console.error(line);
    });
  }
}

describe("isolates on Durable Objects", () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let pressone;
  /** @type {Miniflare} */
  let miniflare;
  /** @type {string} */
  let url;
  before(
    async () => {
      pressone = await startSandbox();
      const bindings = {
        ...{ PRESSONE: pressone.url, CREDENTIALS: pressone.sandbox.credentials },
      };
      const options = {
        isolates: COLD,
        pkg: PKG,
        scripts: SCRIPTS,
        store: "StoreObject",
        bindings,
      };
      miniflare = new Miniflare({ ...isolatesOf(options), handleRuntimeStdio: printUnexpected });
      url = String(await miniflare.ready);
    },
    { timeout: 60_000 },
  );
  after(async () => {
    await miniflare?.dispose();
    await pressone?.close();
  });

  /** @param {number} isolate @param {Record<string, string>} parameters @returns {Promise<any>} */
  async function send(isolate, parameters) {
    const headers = new Headers({ "X-Isolate": `isolate${isolate}` });
    // A connection of its own: one that is kept alive may be closed while a request begins.
    const answer = await exchange(url, `/?${new URLSearchParams(parameters)}`, { headers });
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  }

  /** @param {string} name @param {{ broken?: string, timeoutMs?: number }} [options] */
  function openShop(name, { broken = "", timeoutMs = TIMEOUT_MS } = {}) {
    const sandbox = pressone.worlds.get(name);
    const iccids = [sandbox.iccids.active, sandbox.iccids.unlimited, sandbox.iccids.voiceText];
    /** @param {number} isolate @param {string} iccid @returns {Promise<Outcome>} */
    const read = (isolate, iccid) =>
      send(isolate, { world: name, broken, iccid, timeoutMs: String(timeoutMs) });

    /** @param {number} isolate */
    const caller = (isolate) => (/** @type {import("./shared/hour.js").Visit[]} */ visits) =>
      Promise.all(
        visits.map(async ({ pauseMs, iccid }) => {
          await sleep(pauseMs);
          return read(isolate, iccid);
        }),
      );

    /** @param {number} calls @param {number} [hours] */
    const simulateCalls = (calls, hours = 1) =>
      simulate({
        ...{ random: createRandom(11, name), iccids, calls, hours },
        callers: Array.from({ length: ISOLATES }, (_, isolate) => caller(isolate)),
        async advance(ms) {
          await untilServed(sandbox);
          sandbox.clock.advance(ms);
          for (let isolate = 0; isolate < ISOLATES; isolate += 1) {
            await send(isolate, { passMs: String(ms) });
          }
        },
      });
    return { sandbox, iccids, read, simulateCalls };
  }

  it("send one token request at a cold start of 16", { timeout: 240_000 }, async () => {
    const { sandbox, read, iccids } = openShop("cold");
    sandbox.faults.add({ endpoint: "token", kind: "latency", ms: 300 });
    const outcomes = await Promise.all(
      Array.from({ length: COLD }, (_, isolate) => read(isolate, iccids[isolate % 3] ?? "")),
    );
    checkAllFresh(outcomes);
    checkOneToken(sandbox.requests);
    checkOncePerWindow(sandbox.requests);
  });

  it("ask once per eSIM and window", { timeout: 240_000 }, async (t) => {
    const { sandbox, simulateCalls, iccids } = openShop("calm");
    const outcomes = await simulateCalls(CALLS);
    t.diagnostic(figuresOf(outcomes, sandbox.requests));
    checkAllFresh(outcomes);
    checkOncePerWindow(sandbox.requests);
    checkEachWindow(sandbox.requests, { esims: iccids.length, windows: 4 });
    checkOneToken(sandbox.requests);
  });

  it("ask once although answers fail and hang", { timeout: 240_000 }, async () => {
    const { sandbox, simulateCalls } = openShop("stormy", { timeoutMs: SHORT_TIMEOUT_MS });
    sandbox.faults.add(FAULTS);
    checkAllAnswered(await simulateCalls(CALLS), SHORT_TIMEOUT_MS + MARGIN_MS);
    checkOncePerWindow(sandbox.requests);
    assert.deepEqual(sandbox.faults.list(), []);
  });

  it("are found if two callers can hold one lock", { timeout: 240_000 }, async () => {
    const { sandbox, simulateCalls } = openShop("broken-lock", { broken: "lock" });
    sandbox.faults.add({ endpoint: "history", kind: "latency", ms: 1_000, times: "always" });
    const outcomes = await simulateCalls(CALLS / 8, 0.1);
    checkOncePerWindow(sandbox.requests);
    assert.throws(() => checkAllFresh(outcomes));
    // A caller that did not wait finds the mark of another one.
    assert.ok(outcomes.some(({ kind }) => kind === "rate_limited"));
  });

  it("are found if marks are written after the request", { timeout: 240_000 }, async () => {
    const { sandbox, simulateCalls } = openShop("broken-mark", {
      broken: "mark",
      timeoutMs: SHORT_TIMEOUT_MS,
    });
    sandbox.faults.add({ endpoint: "history", kind: "hang", times: "always" });
    await simulateCalls(CALLS / 8, 0.1);
    assert.throws(() => checkOncePerWindow(sandbox.requests), /was asked for again/);
  });
});
