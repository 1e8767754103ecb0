// One access token for everybody who shares a storage: the answer of PressOne's token endpoint is
// kept there, encrypted, and given to each client that asks for a token. The client does with it
// what it always does.
import { readJson, writeJson } from "./store.js";

/** PressOne says 24 hours, whatever `expires_in` claims. */
const LONGEST_S = 24 * 3_600;
/** Replaced this long before its end, by whoever comes first. */
const MARGIN_MS = 5 * 60_000;

/**
 * @typedef {object} Kept
 * @property {string} token
 * @property {number} since when it was fetched, in ms
 * @property {number} until when it ends
 */

/**
 * @param {object} shop
 * @param {import("./store.js").SharedStorage} shop.storage
 * @param {{ seal: (place: string, text: string) => Promise<string>, open: (place: string, sealed: unknown) => Promise<string | undefined> }} shop.sealed
 * @param {string} shop.place where it is kept
 * @param {() => number} [shop.now]
 */
export function sharedToken({ storage, sealed, place, now = Date.now }) {
  /** Text, not a promise: what belongs to one request of a worker may not be awaited in another. @type {Kept | undefined} */
  let held;

  /** @param {Kept | undefined} kept @returns {kept is Kept} */
  const serves = (kept) => {
    if (!kept) return false;
    const margin = Math.min(MARGIN_MS, (kept.until - kept.since) / 2);
    // A clock that was set back does not lengthen its life.
    return now() >= kept.since && now() < kept.until - margin;
  };

  /** @returns {Promise<Kept | undefined>} */
  async function stored() {
    // What cannot be read or opened is fetched anew.
    const found = await readJson(storage, place).catch(() => null);
    const text = found && (await sealed.open(place, found.sealed));
    return text ? JSON.parse(text) : undefined;
  }

  /** @param {Kept} kept */
  const answer = ({ token, until }) =>
    Response.json({
      data: {
        token_type: "Bearer",
        expires_in: Math.floor((until - now()) / 1000),
        access_token: token,
      },
      meta: { message: "success" },
    });

  return {
    /**
     * The answer to a request for a token.
     *
     * @param {() => Promise<Response>} ask PressOne
     */
    async answer(ask) {
      if (serves(held)) return answer(held);
      held = await stored();
      if (serves(held)) return answer(held);
      return storage.lock(place, async () => {
        const kept = await stored();
        if (serves(kept)) {
          held = kept;
          return answer(kept);
        }
        const response = await ask();
        if (!response.ok) return response;
        const text = await response.text();
        const again = () =>
          new Response(text, { status: response.status, headers: response.headers });
        const since = now();
        let data;
        try {
          ({ data } = JSON.parse(text));
        } catch {
          // The client says what is wrong with it.
          return again();
        }
        if (typeof data?.access_token !== "string" || data.access_token === "") return again();
        const life = Number(data.expires_in);
        const seconds = life >= 0 ? Math.min(life, LONGEST_S) : LONGEST_S;
        const fresh = { token: data.access_token, since, until: since + seconds * 1000 };
        held = fresh;
        try {
          await writeJson(storage, place, {
            sealed: await sealed.seal(place, JSON.stringify(fresh)),
          });
        } catch {
          // A storage that does not take it costs a request, not a call.
        }
        return again();
      });
    },

    /**
     * PressOne refused this token: nobody is to be given it again.
     *
     * @param {string} token
     */
    async refused(token) {
      if (held?.token === token) held = undefined;
      await storage.lock(place, async () => {
        if ((await stored())?.token === token) await storage.removeItem(place);
      });
    },
  };
}
