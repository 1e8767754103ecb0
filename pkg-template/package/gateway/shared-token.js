// One access token for all clients that share a storage. PressOne's token is stored there, encrypted,
// and answers the token request of each client.
import { readJson, writeJson } from "./storage.js";

/** PressOne's tokens last 24 hours, whatever `expires_in` says. */
const MAX_LIFETIME_S = 24 * 3_600;
/** A token is replaced this long before its end. */
const RENEWAL_MARGIN_MS = 5 * 60_000;

/**
 * @typedef {object} Token
 * @property {string} token
 * @property {number} since when it was fetched, in ms
 * @property {number} until when it ends
 */

/**
 * @param {object} options
 * @param {import("./storage.js").SharedStorage} options.storage
 * @param {import("./secret.js").Cipher} options.cipher
 * @param {string} options.key the storage key of the token
 * @param {() => number} [options.now]
 */
export function createSharedToken({ storage, cipher, key, now = Date.now }) {
  /** The last token that this process received. @type {Token | undefined} */
  let cached;

  /** @param {Token | undefined} token @returns {token is Token} */
  const isFresh = (token) => {
    if (!token) return false;
    const margin = Math.min(RENEWAL_MARGIN_MS, (token.until - token.since) / 2);
    // The first comparison ends the token's life if the clock was set back.
    return now() >= token.since && now() < token.until - margin;
  };

  /** @returns {Promise<Token | undefined>} undefined if there is none, or it cannot be read */
  async function readStored() {
    const found = await readJson(storage, key).catch(() => null);
    const text = found && (await cipher.decrypt(key, found.sealed));
    return text ? JSON.parse(text) : undefined;
  }

  /** @param {Token} token */
  async function writeStored(token) {
    try {
      await writeJson(storage, key, { sealed: await cipher.encrypt(key, JSON.stringify(token)) });
    } catch {
      // This call goes on. The next client requests another token.
    }
  }

  /** @param {Token} token */
  const responseOf = ({ token, until }) =>
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
     * Answers a token request: from memory, from the storage, or by `request`.
     *
     * @param {() => Promise<Response>} request requests a token of PressOne
     */
    async answer(request) {
      if (isFresh(cached)) return responseOf(cached);
      cached = await readStored();
      if (isFresh(cached)) return responseOf(cached);
      return storage.lock(key, async () => {
        const stored = await readStored();
        if (isFresh(stored)) {
          cached = stored;
          return responseOf(stored);
        }
        const response = await request();
        if (!response.ok) return response;
        const text = await response.text();
        const token = tokenOf(text, now());
        // If the response holds no token, the client reports the error.
        if (token) {
          cached = token;
          await writeStored(token);
        }
        return new Response(text, { status: response.status, headers: response.headers });
      });
    },

    /**
     * Forgets a token that PressOne refused.
     *
     * @param {string} token
     */
    async invalidate(token) {
      if (cached?.token === token) cached = undefined;
      await storage.lock(key, async () => {
        if ((await readStored())?.token === token) await storage.removeItem(key);
      });
    },
  };
}

/**
 * @param {string} text the body of PressOne's answer
 * @param {number} since when it came, in ms
 * @returns {Token | undefined} undefined if the body holds no token
 */
function tokenOf(text, since) {
  let data;
  try {
    ({ data } = JSON.parse(text));
  } catch {
    return undefined;
  }
  if (typeof data?.access_token !== "string" || data.access_token === "") return undefined;
  const lifetime = Number(data.expires_in);
  const seconds = lifetime >= 0 ? Math.min(lifetime, MAX_LIFETIME_S) : MAX_LIFETIME_S;
  return { token: data.access_token, since, until: since + seconds * 1000 };
}
