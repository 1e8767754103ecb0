// The calls that buy: the requests and pauses between the decisions of the module.
//
// The module calls this function without `catch`: a synchronous exception would leave the promise pending.
// Nothing here may throw.
import { randomReference } from "../wasm/environment.js";
import { send, tokenOf } from "./attempts.js";
import { failureOf } from "./failure.js";
import { forgetHistory } from "./history.js";
import { purchasePath } from "./paths.js";
import { badSignal, inTime } from "./shell.js";

/** The part of the remaining time that one sent purchase may take. The rest is for questions. */
const SEND_SHARE = 0.6;
/** The longest time of one question. */
const ASK_TIMEOUT_MS = 10_000;
/** The first pause between two questions. Each further pause is twice as long. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 5_000;

/** The actions, as numbers of `Action` in src/core/page/protocol.rs. */
const END = 0;
const SEND = 1;
const WAIT = 3;

/**
 * @typedef {object} Protocol The module's decisions. Those that return a number return the next action.
 * @property {() => object} body The body of the purchase.
 * @property {(status: number, text: unknown, failure: unknown) => number} answered
 * @property {(failure: unknown, sent: boolean) => number} lost
 * @property {(isOver: boolean, sent: boolean) => number} waited
 * @property {(ended: unknown) => unknown} end The order. Throws the error of the call.
 */

/**
 * Buys through the gateway.
 *
 * @param {import("./shell.js").Shell} shell
 * @param {import("./shell.js").CallOptions | undefined} callOptions
 * @param {import("./shell.js").Work & import("./failure.js").Meaning & Protocol} work
 * @param {string} endpoint
 * @param {string} kind
 * @param {{ reference?: string | null, iccid?: string }} args They get a random reference if they have none.
 */
export const buy = (shell, callOptions, work, endpoint, kind, args) =>
  inTime(shell, callOptions, work, async (deadline) => {
    args.reference ??= randomReference();
    const { reference, iccid } = args;
    const path = purchasePath(reference);
    const query = `kind=${kind}`;
    let action = SEND;
    /** True if the purchase may have left. The first request with a token is the purchase. */
    let sent = false;
    let pause = FIRST_PAUSE_MS;
    /** @type {number | undefined} */
    let retryAfterMs;
    while (action !== END) {
      if (deadline.failure) {
        action = work.waited(true, sent);
      } else if (action === WAIT) {
        const waitMs = Math.max(retryAfterMs ?? 0, pause);
        pause = Math.min(pause * 2, MAX_PAUSE_MS);
        const waits = waitMs < deadline.remaining();
        // The end of the call ends the pause, too.
        if (waits) await deadline.sleep(waitMs).catch(() => {});
        action = work.waited(!waits || Boolean(deadline.failure), sent);
      } else {
        const sends = action === SEND;
        const remaining = deadline.remaining();
        const limit = sends ? remaining * SEND_SHARE : Math.min(ASK_TIMEOUT_MS, remaining);
        const part = deadline.extended(Math.max(limit, 1));
        const request = sends
          ? { endpoint, path: purchasePath(), reference, body: JSON.stringify(work.body()) }
          : { endpoint: "getPurchase", path, query };
        retryAfterMs = undefined;
        try {
          // A caller's own class of signals can break during the call.
          if (!part) throw badSignal();
          const token = await tokenOf(shell, part);
          sent = true;
          const answer = await send(shell, part, request, token, false, 0);
          retryAfterMs = answer.retryAfterMs;
          action = work.answered(answer.status, answer.text, failureOf(work, answer));
        } catch (failure) {
          action = work.lost(failure, sent);
        } finally {
          part?.close();
        }
      }
    }
    const order = work.end(deadline.failure);
    await forgetHistory(shell, iccid);
    return order;
  });
