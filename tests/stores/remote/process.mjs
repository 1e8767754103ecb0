// A process that has a store, and runs the calls of the test. It is killed by the test. The work of a lock
// runs in the test's process.
import process from "node:process";
import { decode, encode } from "../json.js";
import { openStore } from "../open-store.js";

const { store } = await openStore(JSON.parse(process.argv[2] ?? ""));
/** The running locks, by call. @type {Map<number, { end: (result: any) => void, waiting: AbortController }>} */
const locks = new Map();

/** @param {any} message */
const send = (message) => process.send?.(encode(message));

/** @param {number} id @param {any[]} args */
function runLock(id, [name, options]) {
  const waiting = new AbortController();
  const work = (/** @type {AbortSignal} */ lost) =>
    new Promise((resolve, reject) => {
      lost.addEventListener("abort", () => send({ id, event: "lost" }));
      locks.set(id, {
        waiting,
        end: ({ value, error }) =>
          error ? reject(Object.assign(new Error(), error)) : resolve(value),
      });
      send({ id, event: "work" });
    });
  locks.set(id, { waiting, end() {} });
  return store.lock(name, work, { ...options, signal: waiting.signal });
}

/** @param {unknown} error */
const errorParts = (error) => {
  const { name, message } = /** @type {Error} */ (error);
  return { name, message };
};

process.on("message", async (text) => {
  const { id, method, args, result } = decode(String(text));
  if (method === "end work") return locks.get(id)?.end(result);
  if (method === "stop waiting") return locks.get(id)?.waiting.abort();
  try {
    const call =
      method === "lock" ? runLock(id, args) : /** @type {any} */ (store)[method](...args);
    send({ id, event: "done", value: await call });
  } catch (error) {
    send({ id, event: "done", error: errorParts(error) });
  }
  locks.delete(id);
});
process.on("disconnect", () => process.exit());
send({ event: "ready", durability: store.durability });
