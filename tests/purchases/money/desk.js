// The way to a seller's desk, wherever its process is now.
import { exchange } from "../../gateway/rig.js";

const TRIES = 5;

/** @param {{ url: () => Promise<string> }} server */
export function deskAt({ url }) {
  /** @param {string} path @param {unknown} asked @returns {Promise<any>} */
  async function ask(path, asked) {
    const init = { method: "POST", headers: new Headers(), body: JSON.stringify(asked) };
    const { status, body } = await exchange(await url(), path, init);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  }
  return {
    /** @param {object} order */
    buy: (order) => ask("/buy", order),
    /**
     * All that is open in the journal. The process may be killed over it.
     *
     * @returns {Promise<{ reference: string, code: string | null }[]>}
     */
    async recover(tries = TRIES) {
      try {
        return await ask("/recover", {});
      } catch (error) {
        if (tries === 1) throw error;
        return this.recover(tries - 1);
      }
    },
    /** Somebody has found out that nothing was ordered. @param {string} reference */
    release: (reference) => ask("/settle", { reference, outcome: "failed" }),
  };
}
