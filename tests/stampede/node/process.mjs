// One process of a shop. Each line of its standard input is a command: visits, or the time that passes. Each
// line of its standard output is the result. It ends with its parent process.
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "../../../pkg/partner/node.js";
import { BROKEN_STORES } from "../shared/broken-stores.js";
import { readHistory } from "../shared/caller.js";
import { advance, installClock } from "../shared/clock.js";
import { openStore } from "./open-store.js";

/** @typedef {import("../shared/hour.js").Visit} Visit */

installClock();
/** @type {import("./processes.js").Plan} */
const plan = JSON.parse(process.argv[2] ?? "");
const shared = await openStore(plan.store);
const client = await createClient({
  ...plan.client,
  store: BROKEN_STORES[plan.broken]?.(shared) ?? shared,
  secret: "a secret of the tests' own, and long enough",
  headers: { "X-Process": String(plan.index) },
});

/** @param {Visit} visit */
async function visit({ pauseMs, iccid }) {
  await sleep(pauseMs);
  return readHistory(client, iccid);
}

console.log('"ready"');
for await (const line of createInterface({ input: process.stdin })) {
  const { visits, passMs } = JSON.parse(line);
  if (passMs) advance(passMs);
  console.log(JSON.stringify(await Promise.all((visits ?? []).map(visit))));
}
process.exit();
