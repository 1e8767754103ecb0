// Confirmed writes of the store in Durable Objects, after workerd was killed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { holdLock } from "./locks.js";
import { useWorkerd } from "./rig.js";

const KILLS = 3;
const LANES = 12;
/** The least confirmed writes before a kill. */
const MIN_WRITES = 300;

/** @typedef {import("pressone-esim/stores").Store} Store */
/** @typedef {{ before: string | null, after: string | null, confirmed: boolean }} Write */

describe("the Cloudflare store whose workerd is killed", { timeout: 150_000 }, () => {
  const workerd = useWorkerd();

  it("has every confirmed write, and each unconfirmed one whole or not at all", async () => {
    const clients = workerd.open("cloudflare");
    /** The last write of each key. @type {Map<string, Write>} */
    const writes = new Map();
    let killed = false;
    /** The confirmed writes since the last kill. */
    let count = 0;

    /** Writes until workerd is killed. @param {Store} store @param {string} lane */
    async function writeAll(store, lane) {
      for (let n = 0; !killed; n += 1) {
        const key = `${["c/", "o/1/", "s/a/", "x/"][n % 4]}${lane}-${n % 20}`;
        const before = writes.get(key)?.after ?? null;
        const after = n % 9 === 8 ? null : `${lane} ${n}`;
        const write = { before, after, confirmed: false };
        writes.set(key, write);
        try {
          if (after === null) await store.delete(key);
          else if (n % 2) await store.put(key, after);
          else assert.equal(await store.compareAndSet(key, before, after), true);
        } catch (error) {
          if (!killed) throw error;
          return;
        }
        write.confirmed = true;
        count += 1;
      }
    }

    let confirmed = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      killed = false;
      count = 0;
      const lanes = Promise.all(
        Array.from({ length: LANES }, (_, lane) =>
          writeAll(/** @type {Store} */ (clients[lane % 3]), `k${kill}l${lane}`),
        ),
      );
      await Promise.race([lanes, sleep(700 + 300 * kill)]);
      // A busy machine needs longer.
      while (count < MIN_WRITES) await Promise.race([lanes, sleep(50)]);
      killed = true;
      await workerd.restart();
      await lanes;

      const keys = [...writes.keys()];
      const values = await /** @type {Store} */ (clients[0]).getMany(keys);
      for (const [index, key] of keys.entries()) {
        const write = /** @type {Write} */ (writes.get(key));
        const allowed = write.confirmed ? [write.after] : [write.before, write.after];
        assert.ok(allowed.includes(values[index] ?? null), `${key} is ${values[index]}`);
        confirmed += write.confirmed ? 1 : 0;
      }
      const listed = await /** @type {Store} */ (clients[1]).keys("");
      assert.deepEqual(listed, keys.filter((_, index) => values[index] !== null).sort());
    }
    assert.ok(confirmed > 500, `only ${confirmed} writes`);
  });

  it("has no lock of a killed holder", async () => {
    const [one, two] = /** @type {[Store, Store]} */ (workerd.open("cloudflare").slice(0, 2));
    const holder = await holdLock(one, "name");
    holder.ended.catch(() => {});
    await workerd.restart();
    assert.equal(await two.lock("name", async () => "free", { waitMs: 1_000 }), "free");
    await assert.rejects(holder.ended);
  });

  it("a time to live goes on", async () => {
    const [one] = /** @type {[Store]} */ (workerd.open("cloudflare").slice(0, 1));
    await one.put("c/ends", "value", { ttlMs: 200 });
    await one.put("c/stays", "value", { ttlMs: 600_000 });
    await workerd.restart();
    await sleep(200);
    assert.deepEqual(await one.getMany(["c/ends", "c/stays"]), [null, "value"]);
    assert.deepEqual(await one.keys("c/"), ["c/stays"]);
  });
});
