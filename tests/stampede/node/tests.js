// The tests of four processes on one store, in a simulated hour.
import assert from "node:assert/strict";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createRandom } from "../../purchases/shared/random.js";
import { startSandbox } from "../../sandbox/server.js";
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
} from "../shared/checks.js";
import { MAX_STEP_MS, simulate } from "../shared/hour.js";
import { startProcess } from "./processes.js";

const PROCESSES = 4;
const CALLS = 2_400;
const COLD = 16;
const TIMEOUT_MS = 20_000;
const MAX_KILLS = 3;
/** Each round has calls for each eSIM. A busy machine needs up to a minute of PressOne's time for a round. */
const EACH_WINDOW = { esims: 3, windows: 4, slackMs: MAX_STEP_MS + 60_000 };

/** The time of PressOne. No clock of the shop moves it. */
const begun = Date.now() - Number(process.hrtime.bigint() / 1_000_000n);
const ownTime = () => begun + Number(process.hrtime.bigint() / 1_000_000n);

/**
 * @param {string} name of the store
 * @param {() => Promise<import("./servers.js").Server>} start
 */
export function testProcesses(name, start) {
  describe(`processes on the store ${name}`, () => {
    /** @type {import("./servers.js").Server} */
    let server;
    before(async () => {
      server = await start();
    });
    after(() => server?.stop());

    /** @param {{ processes?: number, broken?: string, timeoutMs?: number }} options */
    async function openShop({ processes = PROCESSES, broken = "", timeoutMs = TIMEOUT_MS }) {
      const pressone = await startSandbox({ now: ownTime });
      const { sandbox, url } = pressone;
      /** @param {number} index */
      const start = (index) =>
        startProcess({
          ...{ index, store: server.description, broken },
          client: { baseUrl: url, credentials: sandbox.credentials, timeoutMs },
        });
      const children = await Promise.all(Array.from({ length: processes }, (_, at) => start(at)));
      const iccids = [sandbox.iccids.active, sandbox.iccids.unlimited, sandbox.iccids.voiceText];
      return {
        sandbox,
        iccids,
        children,
        callers: children.map((child) => child.visit),
        /** @param {number} calls @param {number} [hours] */
        simulate: (calls, hours = 1) =>
          simulate({
            ...{ random: createRandom(7, name), iccids, calls, hours },
            callers: children.map((child) => child.visit),
            async advance(ms) {
              await untilServed(sandbox);
              sandbox.clock.advance(ms);
              await server.advance(ms);
              await Promise.all(children.map((child) => child.pass(ms)));
            },
          }),
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

    it("ask once per eSIM and window, and answer 2,400 calls", { timeout: 240_000 }, (t) =>
      withShop({}, async (shop) => {
        const outcomes = await shop.simulate(CALLS);
        t.diagnostic(figuresOf(outcomes, shop.sandbox.requests));
        assert.ok(outcomes.length >= CALLS);
        checkAllFresh(outcomes);
        checkOncePerWindow(shop.sandbox.requests);
        checkEachWindow(shop.sandbox.requests, EACH_WINDOW);
        checkOneToken(shop.sandbox.requests);
      }),
    );

    it("ask once although answers fail and hang", { timeout: 240_000 }, () =>
      withShop({ timeoutMs: SHORT_TIMEOUT_MS }, async (shop) => {
        shop.sandbox.faults.add(FAULTS);
        const outcomes = await shop.simulate(CALLS / 2);
        checkAllAnswered(outcomes, SHORT_TIMEOUT_MS + MARGIN_MS);
        checkOncePerWindow(shop.sandbox.requests);
        checkEachWindow(shop.sandbox.requests, EACH_WINDOW);
        assert.deepEqual(shop.sandbox.faults.list(), []);
        assert.ok(outcomes.some(({ source }) => source === "stale"));
      }),
    );

    it("ask once although those who ask are killed", { timeout: 240_000 }, () =>
      withShop({}, async (shop) => {
        const { sandbox, children } = shop;
        sandbox.faults.add({ endpoint: "history", kind: "latency", ms: 300, times: "always" });
        let [running, kills, seen] = [true, 0, 0];
        const simulated = shop.simulate(CALLS / 4).finally(() => {
          running = false;
        });
        for (; running; await sleep(10)) {
          const asked = sandbox.requests.filter(({ endpoint }) => endpoint === "history");
          const holder = Number(asked.at(-1)?.headers["x-process"]);
          // One process stays.
          if (asked.length > seen && kills < MAX_KILLS && holder !== PROCESSES - 1) {
            kills += 1;
            await children[holder]?.kill();
          }
          seen = asked.length;
        }
        const outcomes = await simulated;
        assert.ok(kills > 0, "no process was killed");
        assert.ok(outcomes.length > 0);
        checkAllAnswered(outcomes, server.leaseMs + MARGIN_MS);
        checkOncePerWindow(sandbox.requests);
      }),
    );

    it("send one token request at a cold start of 16", { timeout: 240_000 }, () =>
      withShop({ processes: COLD }, async ({ callers, iccids, sandbox }) => {
        sandbox.faults.add({ endpoint: "token", kind: "latency", ms: 300 });
        const visits = iccids.slice(0, 1).map((iccid) => ({ pauseMs: 0, iccid }));
        const outcomes = (await Promise.all(callers.map((visit) => visit(visits)))).flat();
        assert.equal(outcomes.length, COLD);
        checkAllFresh(outcomes);
        checkOneToken(sandbox.requests);
        checkOncePerWindow(sandbox.requests);
      }),
    );

    it("are found if two callers can hold one lock", { timeout: 240_000 }, () =>
      withShop({ broken: "lock" }, async ({ simulate, sandbox }) => {
        sandbox.faults.add({ endpoint: "history", kind: "latency", ms: 1_000, times: "always" });
        const outcomes = await simulate(CALLS / 8, 0.1);
        checkOncePerWindow(sandbox.requests);
        assert.throws(() => checkAllFresh(outcomes));
        // A caller that did not wait finds the mark of another one.
        assert.ok(outcomes.some(({ kind }) => kind === "rate_limited"));
      }),
    );

    it("are found at a cold start if two callers can hold one lock", { timeout: 240_000 }, () =>
      withShop({ broken: "lock" }, async ({ callers, iccids, sandbox }) => {
        sandbox.faults.add({ endpoint: "token", kind: "latency", ms: 1_000, times: "always" });
        const visits = iccids.slice(0, 1).map((iccid) => ({ pauseMs: 0, iccid }));
        await Promise.all(callers.map((visit) => visit(visits)));
        const tokens = sandbox.requests.filter((request) => request.endpoint === "token");
        assert.ok(tokens.length > 1, `${tokens.length} tokens`);
      }),
    );

    it("are found if marks are written after the request", { timeout: 240_000 }, () =>
      withShop({ broken: "mark", timeoutMs: SHORT_TIMEOUT_MS }, async ({ simulate, sandbox }) => {
        sandbox.faults.add({ endpoint: "history", kind: "hang", times: "always" });
        await simulate(CALLS / 8, 0.1);
        assert.throws(() => checkOncePerWindow(sandbox.requests), /was asked for again/);
      }),
    );
  });
}
