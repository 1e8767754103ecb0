// The code of the checks' README runs over the sandbox.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "../../pkg-template/package/sandbox/index.js";
import { codeBlocks, importModules, replace } from "./program.js";

const blocks = codeBlocks("pkg-template/package/checks/README.md");
const [timerCode = ""] = blocks.get("") ?? [];
const [listCode = ""] = blocks.get("Which eSIMs") ?? [];

/** The shop's own code. The test sets `shop`. */
const SHOP = `
import { createClient } from "pressone-esim/partner";
import { memoryStore } from "pressone-esim/stores/memory";

export const shop = { sandbox: undefined, mails: [], queries: [], iccids: [] };
export const open = ({ baseUrl, credentials, fetch }) =>
  createClient({
    baseUrl,
    credentials,
    fetch,
    store: memoryStore(),
    secret: "only for this test: 32 characters or more",
  });
export const mail = async (event) => void shop.mails.push(event);
export const pool = {
  async query(sql, [after]) {
    shop.queries.push(sql);
    return { rows: shop.iccids.filter((iccid) => iccid > after).map((iccid) => ({ iccid })) };
  },
};
`;

/** A part of the shop with a client of its own. @param {string} code @param {string} names */
const program = (code, names) => `
import { createChecks as create } from "pressone-esim/checks";
import { mail, open, pool, shop } from "./shop.js";

export const start = async () => {
  const partner = await open(shop.sandbox);
  const timers = [];
  const setInterval = (work, ms) => void timers.push([work, ms]);
  const createChecks = (options) => create({ requestsPerSecond: 100, ...options });
  ${code.replace(/^import .*\n/gm, "")}
  return { timers, checks: ${names} };
};
`;

test("each block is run", () => {
  assert.equal([...blocks.values()].flat().length, 2);
});

test("the timers send the events of a shop", { timeout: 60_000 }, async () => {
  const modules = await importModules("checks", {
    "shop.js": SHOP,
    "timers.js": program(replace(timerCode, ".catch(console.error)", ""), "checks"),
    "list.js": program(listCode, "ofDatabase"),
  });
  const [{ shop }, timers, list] = /** @type {[any, any, any]} */ (modules);
  shop.sandbox = createSandbox({ balance: 15 });

  const first = await timers.start();
  assert.deepEqual(
    first.timers.map((/** @type {[unknown, number]} */ [, ms]) => ms),
    [60_000, 300_000],
  );
  for (const [work] of first.timers) await work();
  const types = new Set(shop.mails.map((/** @type {any} */ { type }) => type));
  assert.ok(types.has("lowBalance") && types.has("lowData"), [...types].join());

  const { active, unlimited } = shop.sandbox.iccids;
  shop.iccids = [active, unlimited].sort();
  const { checks } = await list.start();
  assert.equal((await checks.checkEsims()).checked, 2);
  assert.equal(shop.queries.length, 2);
  assert.deepEqual(shop.sandbox.violations, []);
});
