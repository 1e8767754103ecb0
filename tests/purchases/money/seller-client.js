// Calls the HTTP API of a seller (seller/handler.js), at its current address.
import { exchange } from "../../gateway/rig.js";

/** A call fails if the seller is killed meanwhile. */
const RECOVERY_TRIES = 5;

/** @param {Pick<import("../../gateway/server-process.js").RestartableServer, "url">} server */
export function createSellerClient({ url }) {
  /** @param {string} path @param {unknown} args @returns {Promise<any>} */
  async function post(path, args) {
    const init = { method: "POST", headers: new Headers(), body: JSON.stringify(args) };
    const { status, body } = await exchange(await url(), path, init);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  }
  return {
    /** @param {object} order @returns {Promise<import("../shared/buyers.js").Outcome>} */
    buy: (order) => post("/buy", order),

    /**
     * Recovers all open entries of the journal.
     *
     * @returns {Promise<{ reference: string, code: string | null }[]>}
     */
    async recover(tries = RECOVERY_TRIES) {
      try {
        return await post("/recover", {});
      } catch (error) {
        if (tries === 1) throw error;
        return this.recover(tries - 1);
      }
    },

    /** Settles a purchase as failed, which permits to send it again. @param {string} reference */
    settleAsFailed: (reference) => post("/settle", { reference, outcome: "failed" }),
  };
}
