// Stores in workerd, with clients in this process. Each client calls the store in one isolate.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { startServer } from "../gateway/server-process.js";
import { decode, encode } from "./json.js";

const WORKERD_PROCESS = fileURLToPath(new URL("workerd-process.mjs", import.meta.url));
const ISOLATES = 3;

/** @typedef {import("pressone-esim/stores").Store} Store */
/** @typedef {"cloudflare" | "memory" | "unreachable" | "soon unreachable"} Kind */
/** @typedef {{ work: (signal: AbortSignal) => unknown, lost: AbortController }} Work */

export function useWorkerd() {
  const folder = mkdtempSync(join(tmpdir(), "pressone-stores-"));
  /** @type {import("../gateway/server-process.js").RestartableServer} */
  let workerd;
  /** The work of the locks, by id. @type {Map<string, Work>} */
  const works = new Map();
  const server = createServer(async (incoming, response) => {
    const [, id = "", lost] = incoming.url?.split("/") ?? [];
    const entry = works.get(id);
    if (!entry) return response.writeHead(404).end();
    if (lost) {
      entry.lost.abort();
      return response.end();
    }
    try {
      response.end(encode({ value: await entry.work(entry.lost.signal) }));
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      response.end(encode({ error: { name, message } }));
    }
  });
  before(
    async () => {
      server.listen(0, "127.0.0.1");
      const options = JSON.stringify({ folder, isolates: ISOLATES });
      workerd = startServer({ program: process.execPath, args: [WORKERD_PROCESS, options] });
      await Promise.all([once(server, "listening"), workerd.url()]);
    },
    { timeout: 60_000 },
  );
  after(async () => {
    await workerd?.end();
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });

  /**
   * Sends a call to an isolate. The signal resets the connection.
   *
   * @param {number} isolate
   * @param {object} call
   * @param {AbortSignal} [signal]
   */
  async function send(isolate, call, signal) {
    const sent = request(await workerd.url(), {
      method: "POST",
      headers: { "X-Isolate": `isolate${isolate}` },
      // A new connection each time: workerd may close one that waits at the moment of the next request.
      agent: false,
      ...(signal && { signal }),
    });
    sent.end(encode(call));
    const [answer] = /** @type {[import("node:http").IncomingMessage]} */ (
      await once(sent, "response")
    );
    return decode(await text(answer));
  }

  /** @param {(signal: AbortSignal) => unknown} work */
  function publishWork(work) {
    const id = randomUUID();
    works.set(id, { work, lost: new AbortController() });
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    return `http://127.0.0.1:${port}/${id}`;
  }

  /** @param {number} isolate @param {object} call @param {AbortSignal} [signal] */
  async function exchange(isolate, call, signal) {
    const { value, error } = await send(isolate, call, signal);
    if (error) throw Object.assign(new Error(error.message), error);
    return value;
  }

  /** @param {Kind} kind @param {string} owner @param {number} isolate @returns {Store} */
  function client(kind, owner, isolate) {
    const call =
      (/** @type {string} */ method) =>
      (/** @type {any[]} */ ...args) =>
        exchange(isolate, { kind, owner, method, args });
    return {
      durability: kind === "memory" ? "none" : "full",
      get: call("get"),
      getMany: call("getMany"),
      put: call("put"),
      delete: call("delete"),
      compareAndSet: call("compareAndSet"),
      increment: call("increment"),
      keys: call("keys"),
      lock(name, work, { waitMs, signal }) {
        // The worker makes a signal of `abortAfter` again. For another one the request is cancelled, as that
        // of a visitor who leaves, unless the work runs.
        const abortMs = /** @type {{ ms?: number } | undefined} */ (signal)?.ms;
        const waiting = new AbortController();
        const cancel = () => waiting.abort();
        const workUrl = publishWork((lost) => {
          signal?.removeEventListener("abort", cancel);
          return work(lost);
        });
        if (abortMs === undefined) {
          if (signal?.aborted) cancel();
          signal?.addEventListener("abort", cancel);
        }
        const args = [name, { waitMs }];
        const call = { kind, owner, method: "lock", args, workUrl, abortMs };
        return exchange(isolate, call, waiting.signal);
      },
    };
  }

  return {
    /** Opens a new store. @param {Kind} kind @param {string} [owner] */
    open(kind, owner = randomUUID()) {
      // Each isolate has a memory of its own.
      const isolates = Array.from({ length: ISOLATES }, (_, index) =>
        kind === "memory" ? 0 : index,
      );
      return isolates.map((isolate) => client(kind, owner, isolate));
    },
    /** Kills workerd and starts it again. */
    restart: () => workerd.restart(),
    /**
     * Calls a command of Durable Objects, and returns the answers.
     *
     * @param {string[]} names
     * @param {"reset" | "countRows" | "holdLock"} command
     * @param {string} [lock] The lock that `holdLock` takes and never renews.
     * @returns {Promise<any[]>}
     */
    objects: (names, command, lock) => send(0, { method: "objects", names, command, lock }),
    /**
     * Sends a call of `lock` over a connection that `cancel` resets. `started` resolves when the work runs,
     * which never ends.
     *
     * @param {Kind} kind
     * @param {string} owner
     * @param {string} name the lock
     */
    async cancellableLock(kind, owner, name) {
      let onStarted = () => {};
      const started = new Promise((/** @type {(value: void) => void} */ resolve) => {
        onStarted = resolve;
      });
      const workUrl = publishWork(() => {
        onStarted();
        return new Promise(() => {});
      });
      const call = { kind, owner, method: "lock", args: [name, { waitMs: 60_000 }], workUrl };
      const sent = request(await workerd.url(), {
        method: "POST",
        headers: { "X-Isolate": "isolate0" },
        agent: false,
      });
      sent.on("error", () => {});
      sent.end(encode(call));
      return { started, cancel: () => sent.socket?.resetAndDestroy() };
    },
  };
}
