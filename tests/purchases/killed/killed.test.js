// One order per payment while the gateway's workerd process is killed under load, or its Durable
// Objects are reset. The control runs without the gateway: it shows that the kills double orders.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startSandbox } from "../../sandbox/server.js";
import { buyAll, createProgress, isUnknown, repeatPurchases } from "../shared/buyers.js";
import { assertOutcomesMatch, doubledReferences, sumOf } from "../shared/ledger.js";
import { createRandom } from "../shared/random.js";
import { disruptDuring, purchasesEnd } from "./disruption.js";
import { openShop } from "./killable-shop.js";

const PURCHASES = 200;
const RESET_PURCHASES = 100;
const BUYERS = 20;
const SEED = 20_261_124;
const GATEWAY = ["gateway/worker.js", "gateway/clock.js"];
/** Many times what a test takes on an idle machine, because other suites may run beside it. */
const OPTIONS = { timeout: 240_000 };

/** @typedef {Awaited<ReturnType<typeof openShop>>} Shop */
/** @typedef {import("../shared/buyers.js").Purchase} Purchase */

describe("purchases while the worker is killed", () => {
  const folder = mkdtempSync(join(tmpdir(), "pressone-killed-"));
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let pressone;
  before(async () => {
    pressone = await startSandbox({ balance: 1_000_000 });
  });
  after(async () => {
    await pressone?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /**
   * @param {import("node:test").TestContext} t
   * @param {string} world
   * @param {string[]} scripts
   * @param {number} purchases
   * @param {boolean} [plain] Without the gateway.
   */
  async function open(t, world, scripts, purchases, plain = false) {
    const options = { pressone, folder: join(folder, world), world, scripts, purchases, plain };
    const shop = await openShop(options);
    t.after(() => shop.worker.end());
    return shop;
  }

  /**
   * Buys with `BUYERS` concurrent buyers while `disrupt` runs again and again. After that, the shop
   * recovers open purchases, and buyers with an unknown outcome repeat theirs.
   *
   * @param {Shop} shop
   * @param {(progress: import("../shared/buyers.js").Progress) => Promise<unknown>} disrupt
   */
  async function buyDuring({ references, offers, ask, recover, worker }, disrupt) {
    const progress = createProgress();
    const sale = { references, offers, lanes: BUYERS, ask, progress };
    const purchases = await disruptDuring(buyAll(sale), () => disrupt(progress));
    await recover();
    await repeatPurchases(purchases, offers.length, ask);
    await worker.end();
    assert.equal(purchases.length, references.length);
    return purchases;
  }

  /** Kills the worker at random moments. @param {Shop} shop */
  async function buyDuringKills(shop) {
    const random = createRandom(SEED, "kills");
    let kills = 0;
    const purchases = await buyDuring(shop, async (progress) => {
      await purchasesEnd(progress, random.between(1, 50));
      await sleep(random.between(0, 60));
      await shop.worker.restart();
      kills += 1;
    });
    return { purchases, kills };
  }

  /** @param {readonly Purchase[]} purchases @param {Shop} shop */
  function assertLedgerMatches(purchases, { codes, sandbox }) {
    assertOutcomesMatch(purchases, codes());
    for (const { description } of sandbox.ledger.orders) {
      assert.match(
        String(description),
        /^po2:[0-9a-f]{32}:[0-9a-f]{8}:[0-9a-f]+:(paid-ada-k\d+):\1$/,
      );
    }
    assert.deepEqual(sandbox.violations, []);
  }

  /** @param {readonly Purchase[]} purchases */
  const countUnknown = (purchases) => purchases.filter(({ outcome }) => isUnknown(outcome)).length;

  it("each reference has one order, or its outcome is unknown", OPTIONS, async (t) => {
    const shop = await open(t, "killed", GATEWAY, PURCHASES);
    const { purchases, kills } = await buyDuringKills(shop);
    const unanswered = sumOf(purchases, "unanswered");
    t.diagnostic(
      `${kills} kills, ${unanswered} calls unanswered, ${countUnknown(purchases)} unknown`,
    );
    assertLedgerMatches(purchases, shop);
    assert.ok(kills >= 3 && unanswered >= kills, "the kills came under load");
  });

  it("the same holds while Durable Objects are reset under held locks", OPTIONS, async (t) => {
    const scripts = ["gateway/resettable.js", ...GATEWAY];
    const shop = await open(t, "reset", scripts, RESET_PURCHASES);
    const random = createRandom(SEED, "resets");
    let resets = 0;
    const purchases = await buyDuring(shop, async ({ underway }) => {
      await sleep(random.between(0, 40));
      if (underway.size > 0) resets += await reset(shop, random);
    });
    t.diagnostic(`${resets} resets, ${countUnknown(purchases)} unknown`);
    assertLedgerMatches(purchases, shop);
    assert.ok(resets > 20, String(resets));
  });

  it("without the gateway, kills double orders", OPTIONS, async (t) => {
    const shop = await open(t, "plain", ["purchases/shared/control-worker.js"], PURCHASES, true);
    const { kills } = await buyDuringKills(shop);
    const doubled = doubledReferences(shop.codes()).length;
    t.diagnostic(`${kills} kills, ${doubled} references with more than one order`);
    assert.ok(doubled > 0);
  });
});

/**
 * Resets Durable Objects that hold journal entries or locks.
 *
 * @param {Shop} shop
 * @param {import("../shared/random.js").Random} random
 * @returns {Promise<number>} the number of objects that were reset
 */
async function reset({ worker }, random) {
  const kinds = ["journal", "journal", "lock", "lock", "lock", "shopper"];
  const body = JSON.stringify(kinds.map((kind) => `/${kind}:${random.between(0, 15)}`));
  const answer = await fetch(`${await worker.url()}/reset`, { method: "POST", body });
  return answer.json();
}
