// Clients of a store in other processes, which a test can kill.
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { decode, encode } from "../json.js";

const PROCESS = fileURLToPath(new URL("process.mjs", import.meta.url));

/** @typedef {import("pressone-esim/stores").Store} Store */

/**
 * Starts a process with a store.
 *
 * @param {import("../open-store.js").Description} description
 * @param {string[]} [command] Node, or a program that runs the same scripts.
 * @returns {Promise<{ store: Store, kill: () => Promise<void> }>}
 */
export async function startRemoteStore(description, command = [process.execPath]) {
  const [program = "", ...args] = command;
  const child = spawn(program, [...args, PROCESS, JSON.stringify(description)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  /** @type {Map<number, (message: any) => void>} */
  const calls = new Map();
  let lastId = 0;
  const ended = once(child, "exit");
  const [first] = await Promise.race([
    once(child, "message"),
    ended.then(() => Promise.reject(new Error("the process of the store did not start"))),
  ]);
  const { durability } = decode(String(first));
  child.on("message", (text) => {
    const message = decode(String(text));
    calls.get(message.id)?.(message);
  });
  void ended.then(() => {
    const error = { name: "Error", message: "the process of the store has ended" };
    for (const call of calls.values()) call({ event: "done", error });
  });

  /** @param {any} message */
  const send = (message) => child.connected && child.send(encode(message), () => {});

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @param {(event: string, id: number) => void} [onEvent]
   * @returns {Promise<any>}
   */
  const call = (method, args, onEvent) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      calls.set(id, ({ event, value, error }) => {
        if (event !== "done") return onEvent?.(event, id);
        calls.delete(id);
        if (error) reject(Object.assign(new Error(error.message), error));
        else resolve(value);
      });
      if (!child.connected) {
        calls.get(id)?.({
          event: "done",
          error: { name: "Error", message: "the process has ended" },
        });
      }
      send({ id, method, args });
      onEvent?.("sent", id);
    });

  /** @type {Store} */
  const store = {
    durability,
    get: (...args) => call("get", args),
    getMany: (...args) => call("getMany", args),
    put: (...args) => call("put", args),
    delete: (...args) => call("delete", args),
    compareAndSet: (...args) => call("compareAndSet", args),
    increment: (...args) => call("increment", args),
    keys: (...args) => call("keys", args),
    async lock(name, work, options) {
      const { waitMs, signal } = options;
      const lost = new AbortController();
      void ended.then(() => lost.abort());
      /** @param {number} id */
      async function runWork(id) {
        /** @type {any} */
        let result;
        try {
          result = { value: await work(lost.signal) };
        } catch (error) {
          const { name: errorName, message } = /** @type {Error} */ (error);
          result = { error: { name: errorName, message } };
        }
        send({ id, method: "end work", result });
      }
      return call("lock", [name, { waitMs }], (event, id) => {
        if (event === "lost") lost.abort();
        if (event === "work") void runWork(id);
        if (event !== "sent" || !signal) return;
        const stop = () => send({ id, method: "stop waiting" });
        if (signal.aborted) stop();
        else signal.addEventListener("abort", stop);
      });
    },
  };

  return {
    store,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await ended;
    },
  };
}

/**
 * Takes a lock in a process, and kills the process.
 *
 * @param {import("../open-store.js").Description} description
 * @param {string} name
 */
export async function abandonLock(description, name) {
  const remote = await startRemoteStore(description);
  await new Promise((/** @type {(value: void) => void} */ resolve) => {
    const work = () => {
      resolve();
      return new Promise(() => {});
    };
    remote.store.lock(name, work, { waitMs: 0 }).catch(() => {});
  });
  await remote.kill();
}
