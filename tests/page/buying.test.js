// The calls that buy, over a stand-in of the module's decisions.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buy } from "../../src/page/buying.js";
import { ICCID, shellWith } from "./stand-ins.js";

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
    waited: next("waited", SEND),
    timeIsUp: next("timeIsUp", END),
    end: (/** @type {unknown} */ ended, /** @type {boolean} */ sent) => ({ ended, sent }),
  };
  return { work, told };
}

/**
 * Buys, and returns what the module's `end` was told.
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
    assert.deepEqual(decisions.told, [["timeIsUp"]]);
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
