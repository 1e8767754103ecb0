import { CREDENTIALS, EMAILS, ESIMS, ICCIDS, MOBILES, NUMBERS } from "../data/examples.js";
import { RAW_ANSWERS } from "../data/raw-answers.js";
import { PRESETS, SHAPES } from "../data/shapes.js";
import { DESCRIPTION } from "../description/index.js";
import { FAULT_KINDS, ODD_BODIES } from "./faults.js";
import { jsonOutcome } from "./outcome.js";

/**
 * The control paths, for tests that run in another process than the sandbox.
 *
 * @typedef {import("./sandbox.js").Sandbox} Sandbox
 * @typedef {(sandbox: Sandbox, body: any) => unknown} Action `body`: JSON of the test.
 */

export const CONTROL = "/__sandbox/";

/** @type {Record<string, Action>} */
const ACTIONS = {
  "GET examples": () => ({
    credentials: CREDENTIALS,
    iccids: ICCIDS,
    esims: ESIMS,
    emails: EMAILS,
    mobiles: MOBILES,
    numbers: NUMBERS,
  }),
  "GET switches": () => ({
    shapes: SHAPES,
    presets: PRESETS,
    faults: FAULT_KINDS,
    oddBodies: ODD_BODIES,
    rawAnswers: RAW_ANSWERS,
  }),
  "GET openapi.json": () => DESCRIPTION,
  "GET ledger": (sandbox) => sandbox.ledger,
  "GET requests": (sandbox) => sandbox.requests,
  "GET violations": (sandbox) => ({ violations: sandbox.violations, ...sandbox.validation }),
  "GET shapes": (sandbox) => sandbox.shapes.current,
  "GET faults": (sandbox) => sandbox.faults.list(),
  "GET settings": (sandbox) => sandbox.settings,
  "GET clock": (sandbox) => ({ now: sandbox.clock.now() }),
  "POST reset": (sandbox, body) => sandbox.reset(body ?? {}),
  "POST shapes": (sandbox, body) => sandbox.shapes.set(body?.preset ?? body ?? {}),
  "POST faults": (sandbox, body) => sandbox.faults.add(body),
  "DELETE faults": (sandbox) => sandbox.faults.clear(),
  "POST settings": (sandbox, body) => sandbox.configure(body),
  "POST clock": (sandbox, body) => ({ now: sandbox.clock.advance(body?.advance) }),
  "POST tokens/revoke": (sandbox) => sandbox.revokeTokens(),
  "POST offers": (sandbox, body) => sandbox.changeOffer(body),
  "POST esims/use": (sandbox, body) => sandbox.useEsim(body),
  "POST orders/status": (sandbox, body) => sandbox.setOrderStatus(body?.id, body?.status),
  "POST balance": (sandbox, body) => sandbox.setBalance(body?.amount),
};

/**
 * @param {Sandbox} sandbox
 * @param {Request} request
 * @param {string} name The path after the control prefix.
 * @returns {Promise<import("./outcome.js").FullOutcome>}
 */
export async function control(sandbox, request, name) {
  const action = ACTIONS[`${request.method} ${name}`];
  if (!action) return jsonOutcome({ error: `there is no control ${request.method} ${name}` }, 404);
  try {
    const text = await request.text();
    const result = action(sandbox, text === "" ? undefined : JSON.parse(text));
    return jsonOutcome(result ?? { ok: true });
  } catch (error) {
    return jsonOutcome({ error: error instanceof Error ? error.message : String(error) }, 400);
  }
}
