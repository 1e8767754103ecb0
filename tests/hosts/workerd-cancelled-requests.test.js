// Many requests at once on one isolate of workerd, with one module instance and one client. Half of
// the visitors reset their connections while their calls wait for PressOne. workerd then cancels those
// requests, with every promise that belongs to them. The other visitors must not notice.
import assert from "node:assert/strict";
import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { workerModules } from "../../www/server/worker-modules.mjs";
import { startUpstream } from "./cancelled-requests/upstream.js";
import { installTarball } from "./tarball.js";

const WORKER = fileURLToPath(new URL("cancelled-requests/worker.js", import.meta.url));
const CALLS = ["offers", "orders", "purchase"];
const ROUNDS = 6;
const VISITORS = 48;
const MAX_WAIT_MS = 60_000;
const SHARING_VISITORS = 100;
/** The timeout of a call of the sharing client is 16 s. Half of it is left for a request of its own. */
const MAX_SHARED_WAIT_MS = 15_000;
/** Shorter than the wait for a request of another visitor. */
const MAX_LATER_MS = 7_000;

/**
 * @typedef {object} Visitor
 * @property {string} iccid
 * @property {string} call
 * @property {number} resetAt The upstream request during which the visitor leaves; 0 for never.
 * @property {import("node:http").ClientRequest} [sent]
 * @property {() => void} [onClosed] Called if the worker closes the request that the upstream holds.
 */

/** @param {number} round @param {number} index @returns {Visitor} */
function visitor(round, index) {
  const call = CALLS[index % 3] ?? "";
  // The first visitor of each call leaves: later calls must not wait for what the first call started.
  const leaves = Math.floor(index / 3) % 2 === 0;
  // A purchase sends two requests: it lists the offers, then orders.
  const step = call === "purchase" ? 1 + (Math.floor(index / 6) % 2) : 1;
  return {
    iccid: `89${String(round * 100 + index).padStart(17, "0")}`,
    call,
    resetAt: leaves ? step : 0,
  };
}

describe("requests that visitors reset in workerd", () => {
  const tarball = installTarball("workerd-cancelled");
  /** @type {Awaited<ReturnType<typeof startUpstream>>} */
  let upstream;
  /** @type {Miniflare} */
  let miniflare;
  /** @type {URL} */
  let url;
  /** @type {Map<string, Visitor>} */
  const visitors = new Map();
  /** Called for a request that visitors share. @type {(url: string) => boolean} */
  let holdsShared = () => false;
  before(
    async () => {
      const holds = (/** @type {string} */ iccid, /** @type {number} */ step) => {
        const found = visitors.get(iccid);
        if (found?.resetAt !== step) return false;
        // A normal close would not cancel the request.
        setTimeout(() => found.sent?.socket?.resetAndDestroy(), Number(iccid.slice(-2)) % 30);
        return true;
      };
      upstream = await startUpstream(
        holds,
        (iccid) => visitors.get(iccid)?.onClosed?.(),
        (url) => holdsShared(url),
      );
      miniflare = new Miniflare({
        ...workerModules(join(tarball.project, "node_modules/pressone-esim"), [WORKER]),
        compatibilityDate: "2026-04-01",
        bindings: { UPSTREAM: upstream.url },
        host: "127.0.0.1",
        port: 0,
      });
      url = await miniflare.ready;
    },
    { timeout: 60_000 },
  );
  after(async () => {
    await miniflare?.dispose();
    upstream?.close();
    tarball.remove();
  });

  /** Sends a visitor's request over a connection of its own. @param {Visitor} one */
  function visit(one) {
    visitors.set(one.iccid, one);
    return new Promise((resolve, reject) => {
      const target = new URL(`/${one.call}?iccid=${one.iccid}`, url);
      const options = { agent: false, signal: AbortSignal.timeout(MAX_WAIT_MS) };
      one.sent = request(target, options, async (response) => {
        let body = "";
        for await (const part of response.setEncoding("utf8")) body += part;
        resolve(body);
      });
      one.sent.once("error", reject).end();
    });
  }

  /** @param {Visitor} one */
  async function staysAndIsAnswered(one) {
    assert.equal(await visit(one), `of-${one.iccid}`, one.call);
  }

  /** @param {Visitor} one */
  async function leavesAndIsCancelled(one) {
    const cancelled = new Promise((resolve) => {
      one.onClosed = () => resolve(undefined);
    });
    await assert.rejects(visit(one), { code: "ECONNRESET" });
    await cancelled;
  }

  it("leave the isolate serving all others", { timeout: 120_000 }, async () => {
    // The first request makes the client, alone.
    await staysAndIsAnswered({ ...visitor(0, 0), resetAt: 0 });
    let resets = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      const all = Array.from({ length: VISITORS }, (_, index) => visitor(round, index));
      resets += all.filter((one) => one.resetAt > 0).length;
      await Promise.all(
        all.map((one) => (one.resetAt > 0 ? leavesAndIsCancelled(one) : staysAndIsAnswered(one))),
      );
    }
    assert.equal(resets, (ROUNDS * VISITORS) / 2);
    for (const [index] of CALLS.entries()) {
      await staysAndIsAnswered({ ...visitor(ROUNDS + 1, index), resetAt: 0 });
    }
  });

  /** Sends a request for an eSIM's history, over a connection of its own. @param {string} iccid */
  function share(iccid) {
    const target = new URL(`/shared?iccid=${iccid}`, url);
    const sent = request(target, { agent: false, signal: AbortSignal.timeout(MAX_WAIT_MS) });
    const body = new Promise((resolve, reject) => {
      sent.once("response", (response) => text(response).then(resolve, reject));
      sent.once("error", reject).end();
    });
    return { sent, body };
  }

  /**
   * Half of the visitors of one eSIM leave while PressOne holds the request that all of them wait for. The
   * first visitor, who sent that request, leaves, too.
   *
   * @param {string} path The end of the held request's path.
   * @param {string} iccid
   * @param {string} expected The answer to those who stay.
   */
  async function loseSharedRequest(path, iccid, expected) {
    const held = new Promise((resolve) => {
      holdsShared = (target) => {
        if (!target.endsWith(path)) return false;
        holdsShared = () => false;
        resolve(undefined);
        return true;
      };
    });
    const first = share(iccid);
    await held;
    const others = Array.from({ length: SHARING_VISITORS - 1 }, () => share(iccid));
    const leaving = [first, ...others.filter((_, index) => index % 2 === 1)];
    const staying = others.filter((_, index) => index % 2 === 0);
    await sleep(300);
    const lost = leaving.map(({ body }) => assert.rejects(body, { code: "ECONNRESET" }));
    for (const { sent } of leaving) sent.socket?.resetAndDestroy();
    await Promise.all(lost);
    const started = Date.now();
    assert.deepEqual(
      await Promise.all(staying.map(({ body }) => body)),
      staying.map(() => expected),
    );
    return Date.now() - started;
  }

  /** The time in which another visitor is answered. @param {string} iccid @param {string} expected */
  async function visitLater(iccid, expected) {
    const started = Date.now();
    assert.equal(await share(iccid).body, expected);
    return Date.now() - started;
  }

  it("do not take the shared token request with them", { timeout: 120_000 }, async () => {
    const [iccid, later] = ["8900000000000000501", "8900000000000000502"];
    const waitedMs = await loseSharedRequest("/token", iccid, `of-${iccid}`);
    assert.ok(waitedMs < MAX_SHARED_WAIT_MS, `the others waited ${waitedMs} ms`);
    const laterMs = await visitLater(later, `of-${later}`);
    assert.ok(laterMs < MAX_LATER_MS, `a later visitor waited ${laterMs} ms`);
  });

  it("lose a history that PressOne may be asked for once", { timeout: 120_000 }, async () => {
    const iccid = "8900000000000000503";
    const waitedMs = await loseSharedRequest("/packages", iccid, "rate_limited");
    assert.ok(waitedMs < MAX_SHARED_WAIT_MS, `the others waited ${waitedMs} ms`);
    const laterMs = await visitLater(iccid, "rate_limited");
    assert.ok(laterMs < MAX_LATER_MS, `a later visitor waited ${laterMs} ms`);
  });

  it("are cancelled before their calls settle, on one isolate with one client", async () => {
    const { clients, settled } = /** @type {{ clients: number, settled: string[] }} */ (
      await (await fetch(new URL("/state", url))).json()
    );
    const stayed = [...visitors.values()].filter((one) => one.resetAt === 0);
    assert.equal(clients, 1);
    assert.deepEqual(settled.sort(), stayed.map((one) => one.iccid).sort());
  });
});
