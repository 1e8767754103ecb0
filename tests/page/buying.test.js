// The calls that buy, over a stand-in of the module's decisions.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buy } from "../../src/page/buying.js";
import { getHistory } from "../../src/page/history.js";
import { deadlineOf, work as historyWork, ICCID, shellWith, webStorage } from "./stand-ins.js";

const END = 0;
const SEND = 1;
const ASK = 2;

/** Decisions that follow a script, and what they were told. @param {...number} actions */
function protocol(...actions) {
  const told = /** @type {any} */ ([]);
  const next =
    (/** @type {string} */ name, /** @type {number | undefined} */ action = undefined) =>
    (/** @type {any[]} */ ...args) => {
      told.push([name, ...args]);
      return action ?? actions.shift() ?? END;
    };
  const work = {
    free() {},
    meaning: () => ({ kind: "server", message: "no" }),
    body: () => ({}),
    answered: next("answered"),
    lost: next("lost"),
    waited: (/** @type {boolean} */ isOver, /** @type {boolean} */ isSent) => {
      told.push(["waited", isOver, isSent]);
      return isOver ? END : SEND;
    },
    end: (/** @type {unknown} */ ended) => ({
      ended,
      sent: told.some(
        (/** @type {any[]} */ [name, ...args]) => name === "answered" || args.at(-1) === true,
      ),
    }),
  };
  return { work, told };
}

/**
 * Buys. Returns the error that the module's `end` received, and whether a decision was told of a sent request.
 *
 * @param {object} options
 * @param {ReturnType<typeof protocol>} decisions
 * @param {object} [callOptions]
 */
const topUp = async (options, { work }, callOptions) =>
  /** @type {{ ended: any, sent: boolean }} */ (
    await buy(shellWith(options), callOptions, work, "submitTopupOrder", "topup", {
      iccid: ICCID,
    })
  );

const HISTORY = { endpoint: "getPackageHistory", path: "/packages" };
const historyFetch = async () => Response.json({ data: [{ status: "A" }], meta: { gateway: 1 } });

/** A gateway that answers every request. */
function gateway() {
  const requests = /** @type {string[]} */ ([]);
  const fetch = async (/** @type {Request} */ { method }) => {
    requests.push(method);
    return Response.json({});
  };
  return { fetch, requests };
}

describe("a call that buys", () => {
  it("ends with the module's error if its signal was aborted before", async () => {
    const { fetch, requests } = gateway();
    const decisions = protocol();
    const { ended, sent } = await topUp({ fetch }, decisions, { signal: AbortSignal.abort() });
    assert.equal(ended.kind, "aborted");
    assert.equal(sent, false);
    assert.deepEqual(decisions.told, [["waited", true, false]]);
    assert.equal(requests.length, 0);
  });

  it("is told that nothing was sent if the token of the purchase fails", async () => {
    const { fetch, requests } = gateway();
    const decisions = protocol();
    const token = () => Promise.reject(new Error("signed out"));
    const { sent } = await topUp({ fetch, token }, decisions);
    const [[name, failure, told]] = decisions.told;
    assert.equal(decisions.told.length, 1);
    assert.deepEqual([name, failure.kind, told], ["lost", "authentication", false]);
    assert.equal(sent, false);
    assert.equal(requests.length, 0);
  });

  it("is told of the sent purchase if the token of a question fails", async () => {
    const { fetch, requests } = gateway();
    const decisions = protocol(ASK);
    const tokens = ["t"];
    const token = () => tokens.shift();
    const { sent } = await topUp({ fetch, token }, decisions);
    const [[first], [second, failure, told]] = decisions.told;
    assert.deepEqual([first, second, failure.kind], ["answered", "lost", "authentication"]);
    assert.equal(told, true);
    assert.equal(sent, true);
    assert.deepEqual(requests, ["POST"]);
  });

  it("returns its order without another wait for the token", async () => {
    const { fetch } = gateway();
    const tokens = [Promise.resolve("t")];
    const token = () => tokens.shift() ?? new Promise(() => {});
    const startedAt = Date.now();
    const { sent } = await topUp({ fetch, token, timeoutMs: 5_000 }, protocol());
    assert.equal(sent, true);
    assert.ok(Date.now() - startedAt < 4_000);
  });

  it("forgets the eSIM's history before it returns, if that needs no function of the caller", async () => {
    const { fetch } = gateway();
    for (const account of [{}, { token: "t" }, { token: () => "t", partition: "ada" }]) {
      const storage = webStorage();
      const shell = shellWith({ fetch: historyFetch, ...account }, storage);
      await getHistory(shell, deadlineOf(1_000), historyWork(), HISTORY, ICCID);
      assert.equal(storage.texts.size, 1);
      shell.options.fetch = /** @type {any} */ (fetch);
      const args = { iccid: ICCID };
      await buy(shell, undefined, protocol().work, "submitTopupOrder", "topup", args);
      assert.equal(storage.texts.size, 0);
    }
  });

  it("forgets the eSIM's history in the background with a token of the caller's function", async () => {
    const { fetch } = gateway();
    const storage = webStorage();
    const token = () => new Promise((resolve) => setTimeout(resolve, 20, "t"));
    const shell = shellWith({ fetch: historyFetch, token }, storage);
    await getHistory(shell, deadlineOf(1_000), historyWork(), HISTORY, ICCID);
    shell.options.fetch = /** @type {any} */ (fetch);
    const args = { iccid: ICCID };
    await buy(shell, { timeoutMs: 5_000 }, protocol().work, "submitTopupOrder", "topup", args);
    assert.equal(storage.texts.size, 1);
    for (const end = Date.now() + 30_000; storage.texts.size > 0; ) {
      assert.ok(Date.now() < end, "it is not forgotten");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });

  it("sends nothing with a signal that broke during the call", async () => {
    const { fetch, requests } = gateway();
    const decisions = protocol();
    const signal = Object.assign(new EventTarget(), { aborted: false });
    const call = topUp({ fetch }, decisions, { signal });
    Object.assign(signal, { aborted: "no" });
    const { sent } = await call;
    const [[name, failure]] = decisions.told;
    assert.deepEqual([name, failure.kind], ["lost", "invalid_argument"]);
    assert.equal(failure.path, "options.signal");
    assert.equal(sent, false);
    assert.equal(requests.length, 0);
  });

  it("is told that the purchase may have left if the gateway does not answer", async () => {
    const decisions = protocol();
    const fetch = () => Promise.reject(new TypeError("no network"));
    const { sent } = await topUp({ fetch }, decisions);
    const [[name, failure, told]] = decisions.told;
    assert.deepEqual([name, failure.kind, told], ["lost", "network", true]);
    assert.equal(sent, true);
  });
});
