// A worker that passes the calls of `remote-store.js` to a store. The work of a lock runs in the test's
// process: the worker asks for it at `workUrl`.
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";
import { memoryStore } from "pressone-esim/stores/memory";
import { decode, encode } from "./json.js";

/** The store's object, with commands for the tests. */
export class TestedObject extends StoreObject {
  /** Ends this object as a deployment does. */
  reset() {
    /** @type {any} */ (this).ctx.abort("reset by the test");
  }

  /** The number of stored entries, also of expired ones. */
  countRows() {
    const { sql } = /** @type {any} */ (this).ctx.storage;
    return sql.exec("SELECT COUNT(*) AS rows FROM entries").one().rows;
  }
}

/** The stores in the memory of this isolate. @type {Map<string, import("pressone-esim/stores").Store>} */
const memoryStores = new Map();

const NEVER = new Promise(() => {});
/** Objects that cannot be reached, or no more. @type {Record<string, any>} */
const BROKEN_OBJECTS = {
  unreachable: { runLocked: () => NEVER },
  "soon unreachable": {
    runLocked: (/** @type {any[]} */ ...args) => args[3]().then(() => NEVER),
    renewLock: () => NEVER,
  },
};

/** @param {any} env @param {string} kind @param {string} owner */
function openStore(env, kind, owner) {
  const object = BROKEN_OBJECTS[kind];
  if (object) return cloudflareStore({ idFromName: () => ({}), get: () => object });
  if (kind === "cloudflare") return cloudflareStore(env.STORE, { owner });
  const store = memoryStores.get(owner) ?? memoryStore();
  memoryStores.set(owner, store);
  return store;
}

/** @param {string} workUrl */
const remoteWork = (workUrl) => async (/** @type {AbortSignal} */ signal) => {
  signal.addEventListener("abort", () => fetch(`${workUrl}/lost`));
  const answer = decode(await (await fetch(workUrl)).text());
  if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
  return answer.value;
};

/** @param {number | undefined} ms */
function abortAfter(ms) {
  if (ms === undefined) return undefined;
  return ms === 0 ? AbortSignal.abort() : AbortSignal.timeout(ms);
}

/** @param {any} store @param {any} call */
function run(store, { method, args, workUrl, abortMs }) {
  if (method !== "lock") return store[method](...args);
  const [name, options] = args;
  return store.lock(name, remoteWork(workUrl), { ...options, signal: abortAfter(abortMs) });
}

/** @param {any} object @param {any} call */
function command(object, call) {
  if (call.command !== "holdLock") return object[call.command]();
  // As a holder whose timers have ended, and whose connection is still open.
  return object.runLocked(call.lock, "a dead holder", 0, () => new Promise(() => {}));
}

export default {
  /** @param {Request} request @param {any} env */
  async fetch(request, env) {
    const call = decode(await request.text());
    if (call.method === "objects") {
      const ids = call.names.map((/** @type {string} */ name) => env.STORE.idFromName(name));
      const answers = await Promise.allSettled(
        ids.map((/** @type {any} */ id) => command(env.STORE.get(id), call)),
      );
      return new Response(encode(answers.map((each) => /** @type {any} */ (each).value)));
    }
    try {
      return new Response(
        encode({ value: await run(openStore(env, call.kind, call.owner), call) }),
      );
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      return new Response(encode({ error: { name, message } }));
    }
  },
};
