// How the gateway's client reaches PressOne: one origin, and one token for all.
import { checkSecret, sealing, tagging } from "./secret.js";
import { sharedToken } from "./shared-token.js";
import { isShared } from "./store.js";

const TOKEN_PATH = "/customer/v2/token";

/**
 * The options of a client for a gateway: `createClient(upstream({ … }))`.
 *
 * @param {import("./index.d.ts").UpstreamOptions} options
 * @returns {import("pressone-esim").ClientOptions}
 */
export function upstream({ secret, storage, fetch: given, ...options }) {
  checkSecret(secret);
  if (!isShared(storage))
    throw new TypeError("storage has to have getItem, setItem, removeItem, replaceItem, lock");
  const origins = [options.baseUrl, options.voice?.baseUrl]
    .filter((url) => url !== undefined)
    .map((url) => new URL(url).origin);
  const sealed = sealing(secret);
  const tag = tagging(secret);
  /** @type {ReturnType<typeof sharedToken> | undefined} */
  let tokens;
  const send = given ?? ((/** @type {Request} */ request) => globalThis.fetch(request));

  /** @param {Request} request */
  async function fetch(request) {
    const { origin, pathname } = new URL(request.url);
    if (!origins.includes(origin)) throw new TypeError("the gateway asks PressOne alone");
    if (!tokens) {
      const account = `${options.baseUrl} ${options.credentials?.client_id ?? ""}`;
      const place = `pressone-gateway:token:${await tag("token", account)}`;
      tokens = sharedToken({ storage, sealed, place });
    }
    if (request.method !== "GET" && pathname.endsWith(TOKEN_PATH)) {
      return tokens.answer(() => send(request));
    }
    const [, used] = /^Bearer (.+)$/.exec(request.headers.get("Authorization") ?? "") ?? [];
    const response = await send(request);
    if (response.status === 401 && used) await tokens.refused(used);
    return response;
  }

  return { ...options, storage, fetch };
}
