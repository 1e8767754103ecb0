// How the gateway's client reaches PressOne: one origin, one token for all, and writes that no
// runtime sends a second time.
import { checkSecret, sealing, tagging } from "./secret.js";
import { sharedToken } from "./shared-token.js";
import { isShared } from "./store.js";

const TOKEN_PATH = "/customer/v2/token";

/** Whether this runtime sends a stream as one: where it is made text of, it gets the type of text. */
function sendsStreams() {
  try {
    const init = { method: "POST", body: new ReadableStream(), duplex: "half" };
    return !new Request("https://pressone.invalid/", init).headers.has("Content-Type");
  } catch {
    return false;
  }
}

/**
 * The same write with a body that can be sent once: several runtimes send a POST again by themselves
 * over a connection that broke, which they cannot do with a stream.
 *
 * @param {Request} request
 */
async function once(request) {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const { method, signal } = request;
  const headers = new Headers(request.headers);
  /** @type {BodyInit} */
  let body = bytes;
  const Fixed = /** @type {any} */ (globalThis).FixedLengthStream;
  if (Fixed) {
    // workerd's own: a stream whose length is known goes out with a Content-Length.
    const { readable, writable } = new Fixed(bytes.byteLength);
    const writer = writable.getWriter();
    writer.write(bytes).then(
      () => writer.close(),
      () => {},
    );
    body = readable;
  } else if (sendsStreams()) {
    headers.set("Content-Length", String(bytes.byteLength));
    body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
  }
  const init = { method, headers, body, signal, redirect: "manual", duplex: "half" };
  return new Request(request.url, /** @type {RequestInit} */ (init));
}

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
    const writes = request.method !== "GET";
    if (writes && pathname.endsWith(TOKEN_PATH)) {
      return tokens.answer(async () => send(await once(request)));
    }
    const [, used] = /^Bearer (.+)$/.exec(request.headers.get("Authorization") ?? "") ?? [];
    const response = await send(writes ? await once(request) : request);
    if (response.status === 401 && used) await tokens.refused(used);
    return response;
  }

  return { ...options, storage, fetch };
}
