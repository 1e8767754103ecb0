// Calls of the shop's hooks.
import { HookFailure, isGatewayFailure } from "./errors.js";
import { withTimeLimit } from "./time-limit.js";

/** @typedef {ReturnType<typeof createHookCaller>} HookCaller */

/** @param {number} timeoutMs */
export const createHookCaller = (timeoutMs) =>
  /**
   * @template T
   * @param {string} name of the hook
   * @param {() => T | Promise<T>} call
   * @returns {Promise<T>} rejects with `HookFailure` if the hook throws or takes too long, and with
   *   `PartnerFailure` if a call of the partner client failed in it
   */
  async function callHook(name, call) {
    try {
      return await withTimeLimit(name, timeoutMs, call);
    } catch (error) {
      // The hook asked the partner client, and passes its failure on.
      throw isGatewayFailure(error) ? error : new HookFailure(name, error);
    }
  };
