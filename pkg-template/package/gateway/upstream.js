// The connection of the gateway's client to PressOne: requests to one origin, one token for all.
import { checkSecret, createCipher, createTagger } from "./secret.js";
import { createSharedToken } from "./shared-token.js";
import { checkStorage } from "./storage.js";

const TOKEN_PATH = "/customer/v2/token";

/**
 * The options of a client for a gateway: `createClient(upstream({ … }))`.
 *
 * @param {import("./index.d.ts").UpstreamOptions} options
 * @returns {import("pressone-esim").ClientOptions}
 */
export function upstream({ secret, storage, fetch: customFetch, ...options }) {
  checkSecret(secret);
  checkStorage(storage);
  const origins = [options.baseUrl, options.voice?.baseUrl]
    .filter((url) => url !== undefined)
    .map((url) => new URL(url).origin);
  const cipher = createCipher(secret);
  const tagOf = createTagger(secret);
  const send = customFetch ?? ((/** @type {Request} */ request) => globalThis.fetch(request));
  /** @type {ReturnType<typeof createSharedToken> | undefined} */
  let sharedToken;

  /** @param {Request} request */
  async function fetch(request) {
    const { origin, pathname } = new URL(request.url);
    if (!origins.includes(origin)) {
      throw new TypeError("nothing was sent: the gateway sends to PressOne's origins only");
    }
    if (!sharedToken) {
      const account = `${options.baseUrl} ${options.credentials?.client_id ?? ""}`;
      const key = `pressone-gateway:token:${await tagOf("token", account)}`;
      sharedToken = createSharedToken({ storage, cipher, key });
    }
    if (request.method !== "GET" && pathname.endsWith(TOKEN_PATH)) {
      return sharedToken.answer(() => send(request));
    }
    const [, token] = /^Bearer (.+)$/.exec(request.headers.get("Authorization") ?? "") ?? [];
    const response = await send(request);
    if (response.status === 401 && token) await sharedToken.invalidate(token);
    return response;
  }

  return { ...options, storage, fetch };
}
