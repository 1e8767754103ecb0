// Four processes on one store, in a simulated hour.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startSandbox } from "../sandbox/server.js";
import { LEASE_MS } from "./node/memory-http.js";
import { startProcess } from "./node/processes.js";
import { STORES } from "./node/stores.js";
import {
  checkAllAnswered,
  checkAllFresh,
  checkEachWindow,
  checkOncePerWindow,
  checkOneToken,
  historyRequests,
  WINDOW_MS,
} from "./shared/checks.js";
import { fastClock } from "./shared/time-lapse.js";

const HOUR_MS = 3_600_000;
const PROCESSES = 4;
const CALLS = 600;
/** A simulated hour takes 9 s. */
const FACTOR = 400;
const COLD = 16;
const TIMEOUT_MS = 20_000;
/** The timeout of calls that meet requests that hang. */
const SHORT_TIMEOUT_MS = 1_500;
/** A waiting call ends before the timeout. A busy machine adds to it. */
const MAX_ANSWER_MS = SHORT_TIMEOUT_MS + 3_000;
/**
 * The mark of a process that was killed is from before its request. On a busy machine, the request arrives
 * later, by this simulated time at most.
 */
const LATE_MS = 30_000;

for (const [name, shared] of Object.entries(STORES)) {
  describe(`processes on the store ${name}`, () => {
    /** @type {Awaited<ReturnType<typeof shared.start>>} */
    let server;
    before(async () => {
      server = await shared.start();
    });
    after(() => server?.stop());

    /**
     * @param {{ processes?: number, calls?: number, factor?: number, broken?: string, hours?: number,
     *   timeoutMs?: number }} [options]
     */
    async function openShop({
      processes = PROCESSES,
      calls = CALLS,
      factor = FACTOR,
      hours = 1,
      broken = "",
      timeoutMs = TIMEOUT_MS,
    } = {}) {
      const pressone = await startSandbox({ now: fastClock(factor) });
      const { sandbox, url } = pressone;
      const iccids = [sandbox.iccids.active, sandbox.iccids.unlimited, sandbox.iccids.voiceText];
      /** @param {number} index */
      const plan = (index) => ({
        index,
        ...{ store: name, storeOptions: server.options, factor, broken, iccids, seed: 7, calls },
        durationMs: (hours * HOUR_MS) / factor,
        client: { baseUrl: url, credentials: sandbox.credentials, timeoutMs },
      });
      const children = await Promise.all(
        Array.from({ length: processes }, (_, index) => startProcess(plan(index))),
      );
      return {
        sandbox,
        iccids,
        children,
        async run() {
          for (const child of children) child.go();
          return (await Promise.all(children.map((child) => child.outcomes()))).flat();
        },
        async end() {
          await Promise.all(children.map((child) => child.kill()));
          await pressone.close();
        },
      };
    }

    /** @typedef {Awaited<ReturnType<typeof openShop>>} Shop */

    /** @param {Parameters<typeof openShop>[0]} options @param {(shop: Shop) => Promise<void>} work */
    async function withShop(options, work) {
      const shop = await openShop(options);
      try {
        await work(shop);
      } finally {
        await shop.end();
      }
    }

    it("ask once per eSIM and window, and answer 2,400 calls", { timeout: 40_000 }, () =>
      withShop({}, async ({ run, sandbox, iccids }) => {
        const outcomes = await run();
        assert.equal(outcomes.length, PROCESSES * CALLS);
        checkAllFresh(outcomes);
        checkOncePerWindow(sandbox.requests);
        checkEachWindow(sandbox.requests, { esims: iccids.length, windows: 4 });
        checkOneToken(sandbox.requests);
      }),
    );

    it("ask once although answers fail and hang", { timeout: 40_000 }, () =>
      withShop({ timeoutMs: SHORT_TIMEOUT_MS }, async ({ run, sandbox }) => {
        const endpoint = "history";
        sandbox.faults.add([
          { endpoint, kind: "hang", skip: 1 },
          { endpoint, kind: "status", status: 503, body: "html", skip: 1 },
          { endpoint, kind: "unauthorized", skip: 1, times: 2 },
          { endpoint, kind: "cut-before", skip: 1 },
          { endpoint, kind: "cut-after", skip: 1 },
        ]);
        const outcomes = await run();
        assert.equal(outcomes.length, PROCESSES * CALLS);
        checkAllAnswered(outcomes, MAX_ANSWER_MS);
        checkOncePerWindow(sandbox.requests);
        assert.deepEqual(sandbox.faults.list(), []);
        assert.ok(outcomes.some(({ source }) => source === "stale"));
      }),
    );

    it("ask once although those who asked are killed", { timeout: 40_000 }, () =>
      withShop({ factor: 300, hours: 0.7, timeoutMs: SHORT_TIMEOUT_MS }, async (shop) => {
        const { sandbox, children, run } = shop;
        sandbox.configure({ historyWindowMs: WINDOW_MS - LATE_MS });
        sandbox.faults.add({ endpoint: "history", kind: "latency", ms: 400, times: "always" });
        let kills = 0;
        let runs = true;
        const running = run().finally(() => {
          runs = false;
        });
        for (let seen = 0; runs; await sleep(20)) {
          const asked = sandbox.requests.filter(({ endpoint }) => endpoint === "history");
          if (asked.length > seen && kills < PROCESSES - 1) {
            const holder = Number(asked.at(-1)?.headers["x-process"]);
            if (holder !== PROCESSES - 1) {
              await children[holder]?.kill();
              kills += 1;
            }
          }
          seen = asked.length;
        }
        const outcomes = await running;
        assert.ok(kills > 0, "nobody was killed");
        assert.ok(outcomes.length >= CALLS);
        checkAllAnswered(outcomes, MAX_ANSWER_MS + LEASE_MS);
        checkOncePerWindow(sandbox.requests, WINDOW_MS - LATE_MS);
      }),
    );

    it("send one token request at a cold start", { timeout: 40_000 }, () =>
      withShop({ processes: COLD, calls: 1, hours: 0 }, async ({ run, sandbox }) => {
        sandbox.faults.add({ endpoint: "token", kind: "latency", ms: 300 });
        const outcomes = await run();
        assert.equal(outcomes.length, COLD);
        checkAllFresh(outcomes);
        checkOneToken(sandbox.requests);
      }),
    );

    for (const [broken, check] of /** @type {const} */ ([
      ["lock", "a fresh answer for everybody"],
      ["mark", "one request in a window"],
    ])) {
      it(`are found without ${check}, if the store breaks its ${broken}`, { timeout: 40_000 }, () =>
        withShop({ broken, hours: 0.3 }, async ({ run, sandbox }) => {
          sandbox.faults.add({ endpoint: "history", kind: "latency", ms: 50, times: "always" });
          const outcomes = await run();
          assert.ok(historyRequests(sandbox.requests).size > 0);
          if (broken === "lock") assert.throws(() => checkAllFresh(outcomes));
          else assert.throws(() => checkOncePerWindow(sandbox.requests));
        }),
      );
    }
  });
}
