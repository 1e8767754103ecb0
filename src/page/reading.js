// The calls of read endpoints.
//
// The module calls this function without `catch`: a synchronous exception would leave the promise pending.
// Nothing here may throw.
import { readAnswer } from "./attempts.js";
import { forgetHistory, getHistory } from "./history.js";
import { check, inTime } from "./shell.js";

/**
 * Runs the call of a read endpoint.
 *
 * @param {import("./shell.js").Shell} shell
 * @param {import("./shell.js").CallOptions | undefined} callOptions
 * @param {import("./history.js").Work} work
 * @param {string} endpoint
 * @param {string} path
 * @param {string} query
 * @param {string | undefined} iccid of a history
 */
export const read = (shell, callOptions, work, endpoint, path, query, iccid) =>
  inTime(shell, callOptions, work, async (deadline) => {
    check(deadline);
    const request = { endpoint, path, query };
    if (iccid) return getHistory(shell, deadline, work, request, iccid);
    const answer = await readAnswer(shell, deadline, work, request, true);
    const result = /** @type {any} */ (work.decode(answer.text, Date.now()));
    if (result?.state === "done") await forgetHistory(shell, result.iccid);
    return result;
  });
