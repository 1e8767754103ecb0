// One renewal for a reference. There is no list to look a renewal up in: one whose outcome is not
// known stays so until the shop has settled it, and meanwhile its number is not renewed again.
import * as answers from "./answers.js";
import { takeJson, writeJson } from "./store.js";

/** @typedef {import("./answers.js").Answer} Answer */
/**
 * @typedef {object} Record the latest renewal of one number
 * @property {1} v
 * @property {"sending" | "done"} state
 * @property {string} reference
 * @property {Answer} [answer] once it is done
 */

/**
 * @param {object} shop
 * @param {import("./store.js").SharedStorage} shop.storage
 * @param {(what: string) => void} shop.report
 */
export function renewing({ storage, report }) {
  /**
   * @param {import("pressone-esim").Client} client
   * @param {{ reference: string, email: string, place: string }} wanted `place` stands for the address where it is stored
   * @returns {Promise<Answer>}
   */
  return async (client, { reference, email, place }) => {
    const key = `pressone-gateway:renewal:${place}`;
    const alone = async () => {
      const text = (await storage.getItem(key)) ?? null;
      /** @type {Record | null} */
      const latest = text === null ? null : JSON.parse(text);
      if (latest?.state === "sending") {
        report("unknown");
        return answers.outcomeUnknown();
      }
      if (latest?.reference === reference && latest.answer) {
        report("repeated");
        return latest.answer;
      }
      const sending = { v: 1, state: "sending", reference };
      // Whoever has lost the lock meanwhile is stopped here.
      if (!(await takeJson(storage, key, text, sending))) return answers.outcomeUnknown();
      try {
        const answer = answers.renewed(await client.renewNumber({ email }));
        report("renewed");
        const record = { v: 1, state: "done", reference, answer };
        await writeJson(storage, key, record).catch(() => report("not_recorded"));
        return answer;
      } catch (error) {
        const unknown = !answers.isPressOneError(error) || error.kind === "outcome_unknown";
        if (!unknown) await storage.removeItem(key);
        report(unknown ? "unknown" : "refused");
        throw error;
      }
    };
    try {
      return await storage.lock(key, alone);
    } catch (error) {
      if (answers.isPressOneError(error)) throw error;
      // The storage's own: if it lost the lock, the renewal may be on its way.
      report("unknown");
      return answers.outcomeUnknown();
    }
  };
}
