// One renewal for a reference. There is no list to look a renewal up in: one whose outcome is not
// known stays so until the shop has settled it, and meanwhile its number is not renewed again.
import * as answers from "./answers.js";
import { readJson, writeJson } from "./store.js";

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
  return (client, { reference, email, place }) => {
    const key = `pressone-gateway:renewal:${place}`;
    return storage.lock(key, async () => {
      /** @type {Record | null} */
      const latest = await readJson(storage, key);
      if (latest?.state === "sending") {
        report("unknown");
        return answers.outcomeUnknown();
      }
      if (latest?.reference === reference && latest.answer) {
        report("repeated");
        return latest.answer;
      }
      await writeJson(storage, key, { v: 1, state: "sending", reference });
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
    });
  };
}
