// One renewal for a reference. There is no list to look a renewal up in: one whose outcome is not
// known stays so until the shop has settled it, and meanwhile its number is not renewed again.
import * as answers from "./answers.js";
import { readJson, takeJson, writeJson } from "./store.js";

/** @typedef {import("./answers.js").Answer} Answer */
/**
 * @typedef {object} Record of one renewal
 * @property {1} v
 * @property {"sending" | "done"} state
 * @property {string} of what stands for the number: the same reference for another is refused
 * @property {Answer} [answer] once it is done
 */

/**
 * @param {object} shop
 * @param {import("./store.js").SharedStorage} shop.storage
 * @param {(what: string, record: string) => void} shop.report
 */
export function renewing({ storage, report }) {
  /**
   * @param {import("pressone-esim").Client} client
   * @param {{ reference: string, email: string, place: string }} wanted `place` stands for the address
   *   where it is stored
   * @returns {Promise<Answer>}
   */
  return async (client, { reference, email, place }) => {
    // Of the number while a renewal of it is open, and of each reference for ever.
    const open = `pressone-gateway:renewal:${place}`;
    const own = `pressone-gateway:renewed:${reference}`;
    const alone = async () => {
      /** @type {Record | null} */
      const found = await readJson(storage, own);
      if (found && found.of !== place) return answers.reused();
      if (found?.answer) {
        report("repeated", own);
        return found.answer;
      }
      if (found) {
        // Not sent again, even where the shop has settled it and let the number go.
        report("unknown", own);
        return answers.outcomeUnknown();
      }
      const sending = { v: 1, state: "sending", of: place };
      // Taken in one step: whoever has lost the lock meanwhile is stopped here, and so is whoever
      // finds another renewal open.
      if (!(await takeJson(storage, open, null, { ...sending, reference }))) {
        report("unknown", open);
        return answers.outcomeUnknown();
      }
      if (!(await takeJson(storage, own, null, sending))) {
        report("unknown", own);
        return answers.outcomeUnknown();
      }
      try {
        const answer = answers.renewed(await client.renewNumber({ email }));
        report("renewed", own);
        const record = { ...sending, state: "done", answer };
        await writeJson(storage, own, record)
          .then(() => storage.removeItem(open))
          .catch(() => report("not_recorded", own));
        return answer;
      } catch (error) {
        const unknown = !answers.isPressOneError(error) || error.kind === "outcome_unknown";
        if (!unknown) {
          await storage.removeItem(own);
          await storage.removeItem(open);
        }
        report(unknown ? "unknown" : "refused", open);
        throw error;
      }
    };
    try {
      return await storage.lock(open, alone);
    } catch (error) {
      if (answers.isPressOneError(error)) throw error;
      // The storage's own: if it lost the lock, the renewal may be on its way.
      report("unknown", open);
      return answers.outcomeUnknown();
    }
  };
}
