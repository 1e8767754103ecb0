// Calls of the shop's hooks.
import { HookFailure } from "./errors.js";
import { withTimeLimit } from "./time-limit.js";

/** @typedef {ReturnType<typeof createHookCaller>} HookCaller */

/** @param {number} timeoutMs */
export const createHookCaller = (timeoutMs) =>
  /**
   * @template T
   * @param {string} name of the hook
   * @param {() => T | Promise<T>} call
   * @returns {Promise<T>} rejects with `HookFailure` if the hook throws or takes too long
   */
  async function callHook(name, call) {
    try {
      return await withTimeLimit(name, timeoutMs, call);
    } catch (error) {
      throw new HookFailure(name, error);
    }
  };
