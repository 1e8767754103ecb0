// The calls that buy, over a stand-in of the module's decisions.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buy } from "../../src/page/buying.js";
import { ICCID, shellWith } from "./stand-ins.js";

const END = 0;
const SEND = 1;

/** Decisions that follow a script, and what they were told. @param {...number} actions */
function protocol(...actions) {
  const told = /** @type {any[][]} */ ([]);
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
});
