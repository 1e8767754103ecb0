// No request is lost and none is doubled while the worker is killed and started again under load: what
// the pages were told, against the partner's own ledger. Then the same for a worker without the
// gateway, which shows that the kills come where they hurt.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startSandbox } from "../../sandbox/server.js";
import { buyUnderHarm } from "./load.js";
import { openShop } from "./shop.js";

const PURCHASES = 200;
/** All three together take a third of it where nothing else runs. */
const TIME = { timeout: 90_000 };

describe("purchases while workers are killed", () => {
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

  /** @param {string} world @param {string[]} scripts @param {number} purchases */
  const shop = (world, scripts, purchases) =>
    openShop({ pressone, folder: join(folder, world), world, scripts, purchases });

  /** Kills at moments that the seed chooses. @param {Awaited<ReturnType<typeof shop>>} shop */
  function killing({ worker, random }) {
    const kills = { count: 0 };
    const harm = async (/** @type {import("./load.js").Market} */ { settled }) => {
      await settled(Math.ceil(50 * random()));
      await pause(60 * random());
      await worker.restart();
      kills.count += 1;
    };
    return { kills, harm };
  }

  /**
   * @param {import("./load.js").Purchase[]} purchases
   * @param {Awaited<ReturnType<typeof shop>>} shop
   */
  function agree(purchases, { load, ledger, sandbox }) {
    assert.equal(purchases.length, load.purchases);
    const codesOf = ledger();
    for (const { reference, status, body } of purchases) {
      const codes = codesOf.get(reference) ?? [];
      const told = `${reference} was told ${status} ${JSON.stringify(body)}`;
      if (status === 200) assert.deepEqual(codes, [body.data.code], told);
      else assert.deepEqual([status, body.code, codes], [502, "outcome_unknown", []], told);
    }
    for (const { description } of sandbox.ledger.orders) {
      assert.match(String(description), /^po1:[0-9a-f]{24}:(paid-ada-k\d+):\1$/);
    }
    assert.deepEqual(sandbox.violations, []);
  }

  it("makes one order for each reference, or says that it does not know", TIME, async (t) => {
    const it = await shop("killed", ["gateway/worker.js"], PURCHASES);
    const { kills, harm } = killing(it);
    const purchases = await buyUnderHarm({ ...it.load, harm });
    await it.worker.end();
    const lost = purchases.reduce((sum, one) => sum + one.lost, 0);
    const unknown = purchases.filter(({ status }) => status !== 200).length;
    t.diagnostic(`${kills.count} kills, ${lost} answers lost, ${unknown} outcomes unknown`);
    agree(purchases, it);
    assert.ok(kills.count >= 3 && lost >= kills.count, "the kills came under load");
  });

  it(
    "does so while its Durable Objects are reset under the locks that they hold",
    TIME,
    async (t) => {
      const it = await shop("reset", ["gateway/resettable.js", "gateway/worker.js"], PURCHASES / 2);
      const { random, worker } = it;
      const drawn = (/** @type {string[]} */ list) => list.toSorted(() => random() - 0.5);
      let resets = 0;
      const purchases = await buyUnderHarm({
        ...it.load,
        harm: async ({ underway }) => {
          await pause(40 * random());
          const [reference] = drawn(underway());
          if (!reference) return;
          const [iccid] = drawn(it.load.iccids);
          // Where its entry may be, and what holds its turns.
          const shard = `:journal:${Math.floor(16 * random())}`;
          const names = [shard, `:${reference}`, `:lock:pressone-gateway:esim:${iccid}`];
          const body = JSON.stringify(drawn(names).slice(0, 2));
          const answer = await fetch(`${await worker.url()}/reset`, { method: "POST", body });
          resets += await answer.json();
        },
      });
      await worker.end();
      const unknown = purchases.filter(({ status }) => status !== 200).length;
      t.diagnostic(`${resets} resets, ${unknown} outcomes unknown`);
      agree(purchases, it);
      assert.ok(resets > 20, String(resets));
    },
  );

  it("would find the doubled orders of a worker without the gateway", TIME, async (t) => {
    const it = await shop("plain", ["purchases/shared/pass-through.js"], PURCHASES);
    const { kills, harm } = killing(it);
    await buyUnderHarm({ ...it.load, harm });
    await it.worker.end();
    const doubled = [...it.ledger().values()].filter((codes) => codes.length > 1).length;
    t.diagnostic(`${kills.count} kills, ${doubled} references with more than one order`);
    assert.ok(doubled > 0);
  });
});
