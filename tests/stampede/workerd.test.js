// Isolates of workerd that share Durable Objects, in a simulated hour.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { createRandom } from "../purchases/shared/random.js";
import { startSandbox } from "../sandbox/server.js";
import { isolatesOf } from "../workerd-isolates.js";
import {
  checkAllAnswered,
  checkAllFresh,
  checkEachWindow,
  checkOncePerWindow,
  checkOneToken,
} from "./shared/checks.js";
import { fastClock } from "./shared/time-lapse.js";

const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
const SCRIPTS = [
  "workerd/worker.js",
  "shared/broken-stores.js",
  "shared/caller.js",
  "shared/time-lapse.js",
].map((path) => fileURLToPath(new URL(path, import.meta.url)));

const HOUR_MS = 3_600_000;
const FACTOR = 400;
const ISOLATES = 4;
const COLD = 16;
const CALLS = 1_200;
const TIMEOUT_MS = 4_000;
/** A waiting call ends before the timeout. A busy machine adds to it. */
const MAX_ANSWER_MS = TIMEOUT_MS + 3_000;

/** @typedef {import("./shared/checks.js").Outcome} Outcome */

describe("isolates on Durable Objects", () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let pressone;
  /** @type {Miniflare} */
  let miniflare;
  /** @type {string} */
  let url;
  before(
    async () => {
      pressone = await startSandbox({ now: fastClock(FACTOR) });
      const bindings = {
        ...{ PRESSONE: pressone.url, CREDENTIALS: pressone.sandbox.credentials },
        ...{ FACTOR, TIMEOUT_MS },
      };
      const options = {
        isolates: COLD,
        pkg: PKG,
        scripts: SCRIPTS,
        store: "StoreObject",
        bindings,
      };
      miniflare = new Miniflare(isolatesOf(options));
      url = String(await miniflare.ready);
    },
    { timeout: 60_000 },
  );
  after(async () => {
    await miniflare?.dispose();
    await pressone?.close();
  });

  /** @param {string} name @param {string} [broken] */
  function openShop(name, broken = "") {
    const sandbox = pressone.worlds.get(name);
    const iccids = [sandbox.iccids.active, sandbox.iccids.unlimited, sandbox.iccids.voiceText];
    const random = createRandom(11, name);

    /** @param {number} isolate @param {string} iccid @returns {Promise<Outcome>} */
    async function read(isolate, iccid) {
      const query = new URLSearchParams({ world: name, broken, iccid });
      const headers = { "X-Isolate": `isolate${isolate}` };
      return /** @type {any} */ (await (await fetch(`${url}?${query}`, { headers })).json());
    }

    /** Calls at random times of some hours. @param {number} calls @param {number} hours */
    const readAtRandom = (calls, hours) =>
      Promise.all(
        Array.from({ length: calls }, async () => {
          const [isolate, iccid] = [random.between(0, ISOLATES - 1), random.pick(iccids)];
          await sleep((random.next() * hours * HOUR_MS) / FACTOR);
          return read(isolate, iccid);
        }),
      );
    return { sandbox, iccids, read, readAtRandom };
  }

  it("send one token request at a cold start of 16", { timeout: 60_000 }, async () => {
    const { sandbox, read, iccids } = openShop("cold");
    sandbox.faults.add({ endpoint: "token", kind: "latency", ms: 300 });
    const outcomes = await Promise.all(
      Array.from({ length: COLD }, (_, isolate) => read(isolate, iccids[isolate % 3] ?? "")),
    );
    checkAllFresh(outcomes);
    checkOneToken(sandbox.requests);
    checkOncePerWindow(sandbox.requests);
  });

  it("ask once per eSIM and window", { timeout: 60_000 }, async () => {
    const { sandbox, readAtRandom, iccids } = openShop("calm");
    checkAllFresh(await readAtRandom(CALLS, 1));
    checkOncePerWindow(sandbox.requests);
    checkEachWindow(sandbox.requests, { esims: iccids.length, windows: 4 });
    checkOneToken(sandbox.requests);
  });

  it("ask once although answers fail and hang", { timeout: 60_000 }, async () => {
    const { sandbox, readAtRandom } = openShop("stormy");
    const endpoint = "history";
    sandbox.faults.add([
      { endpoint, kind: "hang", skip: 1 },
      { endpoint, kind: "status", status: 503, body: "html" },
      { endpoint, kind: "unauthorized", skip: 1, times: 2 },
      { endpoint, kind: "cut-before" },
    ]);
    const outcomes = await readAtRandom(CALLS, 1);
    checkAllAnswered(outcomes, MAX_ANSWER_MS);
    checkOncePerWindow(sandbox.requests);
    assert.deepEqual(sandbox.faults.list(), []);
  });

  for (const broken of ["lock", "mark"]) {
    it(`are found if the store breaks its ${broken}`, { timeout: 60_000 }, async () => {
      const { sandbox, readAtRandom } = openShop(`broken-${broken}`, broken);
      sandbox.faults.add({ endpoint: "history", kind: "latency", ms: 50, times: "always" });
      const outcomes = await readAtRandom(CALLS / 2, 0.3);
      if (broken === "lock") assert.throws(() => checkAllFresh(outcomes));
      else assert.throws(() => checkOncePerWindow(sandbox.requests));
    });
  }
});
