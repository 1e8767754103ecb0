// One process of a shop. It starts when its standard input receives a line, prints its outcomes as one line
// of JSON, and ends with its parent process.
import { once } from "node:events";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "../../../pkg/partner/node.js";
import { createRandom } from "../../purchases/shared/random.js";
import { BROKEN_STORES } from "../shared/broken-stores.js";
import { readHistory } from "../shared/caller.js";
import { withTimeLapse } from "../shared/time-lapse.js";
import { STORES } from "./stores.js";

/** @type {import("./processes.js").Plan} */
const plan = JSON.parse(process.argv[2] ?? "");
const { index, iccids, seed, calls, durationMs, client: options } = plan;
process.stdin.once("end", () => process.exit());
process.stdin.once("close", () => process.exit());

const shared = await STORES[plan.store]?.open(plan.storeOptions);
if (!shared) throw new Error(`no such store: ${plan.store}`);
const fast = withTimeLapse(shared, plan.factor);
const store = BROKEN_STORES[plan.broken]?.(fast) ?? fast;
const client = await createClient({
  ...options,
  store,
  secret: "a secret of the tests' own, and long enough",
  headers: { "X-Process": String(index) },
});
const random = createRandom(seed, `process ${index}`);
console.log("ready");
await once(process.stdin, "data");

const outcomes = Array.from({ length: calls }, async () => {
  const [pauseMs, iccid] = [random.next() * durationMs, random.pick(iccids)];
  await sleep(pauseMs);
  return readHistory(client, iccid);
});
console.log(JSON.stringify(await Promise.all(outcomes)));
process.exit();
