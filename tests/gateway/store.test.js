// Faults of stores: they forget, fail, hang, lose locks, or hold entries of other programs.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStore } from "../../pkg/stores/memory.js";
import { withClockAhead } from "./clock.js";
import { contentsOf, storeOf, useShops } from "./in-process.js";

const DAY_MS = 86_400_000;

/** @typedef {import("./in-process.js").Store} Store */

/** @param {Store} store */
async function entryKeys(store) {
  return store.keys("c/");
}

describe("a store that forgets", () => {
  const shop = useShops();

  it("keeps a tombstone after 90 days, so the reference never buys again", async () => {
    const { sandbox, store, ...first } = shop("tombstone");
    const bought = await first.buy();
    assert.equal(bought.status, 200);
    await withClockAhead(91 * DAY_MS, async () => {
      assert.equal(
        (await first.partner.then((client) => client.getPurchase("pay-1"))).state,
        "done",
      );
      const [key = ""] = await entryKeys(store);
      const tombstone = JSON.parse((await store.get(key)) ?? "");
      assert.equal(tombstone.outcome.code, bought.body.data.order.code);
      assert.ok(!("about" in tombstone) && !("owners" in tombstone), "it is a tombstone");
      sandbox.faults.add({ endpoint: "orders", kind: "html", times: "always" });
      const again = await shop("tombstone", { store }).buy();
      assert.deepEqual(
        [again.status, again.body.data.order.code],
        [200, bought.body.data.order.code],
      );
      const other = await shop("tombstone", { store }).buy("pay-1", { package_id: "another" });
      assert.equal(other.status, 409);
    });
    assert.equal(first.count("submit"), 1);
  });

  it("looks in the order list first, and sends nothing if the list cannot be read", async () => {
    const bought = await shop("forgotten", { store: storeOf("may_forget") }).buy();
    assert.equal(bought.status, 200);
    // The failover lost all.
    const lost = shop("forgotten", { store: storeOf("may_forget") });
    for (const kind of /** @type {const} */ ([
      "html",
      "cut-before",
      "unauthorized",
      "rate-limited",
    ])) {
      lost.sandbox.faults.add({ endpoint: "orders", kind, times: 9 });
      for (const reference of ["pay-1", "pay-unused"]) {
        const { status, body } = await lost.buy(reference);
        // An order may exist, so no answer says that nothing was ordered.
        assert.deepEqual([status, body.data.state], [202, "open"], kind);
        assert.equal((await lost.state(reference)).body.data.state, "open");
      }
      lost.sandbox.faults.clear();
    }
    assert.equal(lost.count("submit"), 1);
    const found = await lost.buy();
    assert.deepEqual(
      [found.status, found.body.data.order.code, found.body.data.order.source],
      [200, bought.body.data.order.code, "list"],
    );
    const other = await lost.buy("pay-1", { package_id: "another" });
    assert.equal(other.body.code, "reference_reused");
    assert.equal(lost.count("submit"), 1);
    assert.equal((await lost.buy("pay-unused")).status, 200);
    assert.equal(lost.count("submit"), 2);
  });

  it("refuses another purchase under a forgotten reference", async () => {
    assert.equal((await shop("conflict", { store: storeOf("none") }).buy()).status, 200);
    const lost = shop("conflict", { store: storeOf("none") });
    const { status, body } = await lost.buy("pay-1", { package_id: "another" });
    assert.deepEqual([status, body.code], [409, "reference_reused"]);
    assert.equal(lost.count("submit"), 1);
  });

  it("asks a store that keeps all for no order list", async () => {
    const { buy, count } = shop("full");
    assert.equal((await buy()).status, 200);
    assert.equal(count("orders"), 0);
  });
});

describe("a store that fails", () => {
  const shop = useShops();

  it("orders nothing if the journal cannot be written first", async () => {
    for (const [name, methods] of /** @type {[string, Partial<Store>][]} */ ([
      ["put", { put: () => Promise.reject(new Error("full")) }],
      ["compareAndSet", { compareAndSet: () => Promise.reject(new Error("full")) }],
      ["get", { get: () => Promise.reject(new Error("full")) }],
      ["lock", { lock: () => Promise.reject(new Error("full")) }],
      ["another text", { get: async () => '{"v":2}' }],
    ])) {
      const broken = shop(`full-${name}`, { store: storeOf("full", methods) });
      const { status, text } = await broken.buy();
      assert.ok(status === 503 || status === 202, `${name}: ${status} ${text}`);
      assert.equal(broken.count("submit"), 0, name);
      assert.ok(broken.errors.length > 0, name);
    }
  });

  it("is given up if it hangs, and the shop hears of it", async () => {
    const never = () => new Promise(() => {});
    const hang = async (/** @type {string} */ method) => {
      const methods = /** @type {any} */ ({ [method]: never });
      const options = { store: storeOf("full", methods), client: { storeTimeoutMs: 100 } };
      const hanging = shop(`hang-${method}`, options);
      const startedAt = performance.now();
      for (const { status, text } of await Promise.all([hanging.buy(), hanging.renew()])) {
        assert.equal(status, 503, `${method}: ${text}`);
      }
      const took = performance.now() - startedAt;
      assert.ok(took < 30_000, `${method}: ${took} ms`);
      assert.equal(hanging.count("submit") + hanging.count("renew"), 0);
      assert.ok(hanging.errors.length > 0, method);
    };
    await Promise.all(["get", "put", "compareAndSet", "lock", "increment"].map(hang));
  });

  it("works again after it hung: nothing that hung is waited for again", async () => {
    const store = memoryStore();
    let hangs = true;
    const wait = () => (hangs ? new Promise(() => {}) : undefined);
    /** @param {"get" | "put" | "compareAndSet"} method */
    const sometimes =
      (method) =>
      async (/** @type {any[]} */ ...args) => {
        await wait();
        return /** @type {any} */ (store)[method](...args);
      };
    const methods = /** @type {any} */ ({
      ...{ get: sometimes("get"), put: sometimes("put") },
      compareAndSet: sometimes("compareAndSet"),
    });
    const client = { storeTimeoutMs: 100 };
    const recovering = shop("recovering", { store: storeOf("full", methods, store), client });
    assert.equal((await recovering.buy()).status, 503);
    hangs = false;
    assert.equal((await recovering.buy()).status, 200);
    assert.equal(recovering.count("submit"), 1);
  });

  it("orders once even if its lock excludes no caller", async () => {
    const unlocked = storeOf("full", {
      lock: (_, work) => work(new AbortController().signal),
    });
    const shared = shop("unlocked", { store: unlocked });
    const answers = await Promise.all([shared.buy(), shared.buy(), shared.buy()]);
    assert.equal(shared.count("submit"), 1);
    const renewals = await Promise.all([shared.renew(), shared.renew(), shared.renew()]);
    assert.equal(shared.count("renew"), 1);
    for (const list of [answers, renewals]) {
      const statuses = list.map(({ status }) => status);
      assert.ok(statuses.includes(200), String(statuses));
      // The others found an entry at work, or did nothing.
      const allowed = [200, 202, 409, 503];
      assert.ok(
        statuses.every((status) => allowed.includes(status)),
        String(statuses),
      );
    }
    assert.equal((await shared.buy()).status, 200);
    assert.equal((await shared.renew()).status, 200);
  });

  it("returns the order even if its lock is lost before the end", async () => {
    const store = memoryStore();
    const losing = storeOf(
      "full",
      {
        lock: async (name, work, options) => {
          await store.lock(name, work, options);
          throw new Error("the lock was lost");
        },
      },
      store,
    );
    const shared = shop("lost-lock", { store: losing });
    assert.equal((await shared.buy()).status, 200);
    assert.equal((await shared.renew()).status, 200);
    assert.equal(shared.count("submit"), 1);
  });

  it("returns an order that could not be recorded, and finds it again", async () => {
    const store = memoryStore();
    const halfBroken = storeOf(
      "full",
      {
        compareAndSet: (key, before, value, options) =>
          value?.includes('"state":"done"')
            ? Promise.reject(new Error("full"))
            : store.compareAndSet(key, before, value, options),
      },
      store,
    );
    const half = shop("half", { store: halfBroken });
    const first = await half.buy();
    assert.equal(first.status, 200);
    for (const description of ["", "another text"]) {
      const again = await half.buy("pay-1", { description });
      assert.deepEqual([again.status, again.body.data.state], [202, "open"], description);
    }
    // A reference with the same beginning is another purchase.
    const longer = await half.buy("pay-1.b");
    assert.notEqual(longer.body.data.order.code, first.body.data.order.code);
    assert.equal(half.count("submit"), 2);
    // The store works again.
    const mended = shop("half", { store: storeOf("full", {}, store) });
    const found = await withClockAhead(120_000, async () => {
      const { settled } = await (await mended.partner).recoverPurchases();
      assert.equal(settled.length, 2);
      return mended.buy();
    });
    assert.equal(found.body.data.order.code, first.body.data.order.code);
    assert.equal(mended.count("submit"), 2);
  });

  it("never sends again after an unexpected error that followed the order", async () => {
    const store = storeOf();
    const failing = shop("unexpected", { store });
    const client = await failing.partner;
    const order = client.submitTopupOrder.bind(client);
    client.submitTopupOrder = async (request, options) => {
      await order(request, options);
      throw new TypeError("unexpected");
    };
    // The journal knows the order.
    assert.equal((await failing.buy()).status, 200);
    assert.equal((await shop("unexpected", { store }).buy()).status, 200);
    assert.equal(failing.count("submit"), 1);
  });
});

describe("entries that others wrote", () => {
  const shop = useShops();

  it("that are unreadable count as open, and recovery reports and skips them", async () => {
    for (const [index, text] of ["", "{", "null", "7", '{"v":9,"state":"done"}', "[]"].entries()) {
      const store = storeOf();
      const broken = shop(`unreadable-${index}`, { store });
      broken.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
      assert.equal((await broken.buy()).status, 202);
      const [key = ""] = await entryKeys(store);
      await store.put(key, text);
      broken.sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
      broken.sandbox.faults.add({ endpoint: "orders", kind: "cut-before" });
      assert.equal((await broken.buy("pay-2")).status, 202);
      assert.notEqual((await broken.buy()).status, 200, text);
      const client = await broken.partner;
      const recovered = await withClockAhead(DAY_MS / 2, () => client.recoverPurchases());
      assert.deepEqual(recovered.skipped, [key.slice(2)], text);
      assert.deepEqual(
        recovered.settled.map(({ reference, state }) => [reference, state]),
        [["pay-2", "done"]],
      );
      assert.equal(broken.count("submit"), 2, text);
    }
  });

  it("that are done without an order of this purchase resolve with none", async () => {
    for (const [index, outcome] of [
      ...[{}, "2026-1", [{ id: 1 }], { price: 4.5 }, undefined, null],
    ].entries()) {
      const name = JSON.stringify(outcome);
      const store = storeOf();
      const changed = shop(`changed-${index}`, { store });
      assert.equal((await changed.buy()).status, 200);
      const [key = ""] = await entryKeys(store);
      const entry = JSON.parse((await store.get(key)) ?? "");
      await store.put(key, JSON.stringify({ ...entry, outcome }));
      const client = await changed.partner;
      const order = { ...changed.order, reference: "pay-1" };
      await assert.rejects(client.submitTopupOrder(order), { outcome: "unknown" }, name);
      const { status, body } = await changed.buy();
      assert.ok(status !== 200 || body.data.order?.code === undefined, `${name}: ${status}`);
      assert.equal(changed.count("submit"), 1, name);
    }
  });

  it("that name another eSIM's order resolve with none", async () => {
    const store = storeOf();
    const changed = shop("another-esim", { store });
    assert.equal((await changed.buy()).status, 200);
    const [key = ""] = await entryKeys(store);
    const entry = JSON.parse((await store.get(key)) ?? "");
    entry.outcome.iccid = changed.sandbox.iccids.unlimited;
    await store.put(key, JSON.stringify(entry));
    const client = await changed.partner;
    const order = { ...changed.order, reference: "pay-1" };
    await assert.rejects(client.submitTopupOrder(order), { outcome: "unknown" });
    const { body } = await changed.buy();
    assert.equal(body.data?.order, undefined);
  });

  it("of another partition are not this shop's", async () => {
    const store = storeOf();
    const one = shop("partitions", { store, client: { partition: "one" } });
    const two = shop("partitions", { store, client: { partition: "two" } });
    const codes = [await one.buy(), await two.buy()].map(({ body }) => body.data.order.code);
    assert.equal(new Set(codes).size, 2);
    const client = await two.partner;
    assert.equal((await client.purchases()).purchases.length, 1);
  });
});

describe("a purchase that a person settled", () => {
  const shop = useShops();
  const LATER_MS = 600_000;

  it("as failed may be bought again by a page, without any option", async () => {
    const settled = shop("d10");
    settled.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
    const page = await settled.openPage();
    const order = { ...settled.order, reference: "pay-1" };
    await assert.rejects(page.submitTopupOrder(order), { kind: "outcome_unknown" });
    const client = await settled.partner;
    const settlement = /** @type {const} */ ({ reference: "pay-1", outcome: "failed" });
    await assert.rejects(client.settlePurchase(settlement), { kind: "in_progress" });
    const purchase = await withClockAhead(LATER_MS, () => client.settlePurchase(settlement));
    assert.deepEqual([purchase.state, purchase.tries], ["failed", 1]);
    assert.equal((await page.getPurchase("pay-1")).state, "failed");
    const bought = await page.submitTopupOrder(order);
    assert.deepEqual(
      settled.sandbox.ledger.orders.map(({ code }) => code),
      [bought.code],
    );
    assert.equal((await page.submitTopupOrder(order)).code, bought.code);
    assert.equal(settled.count("submit"), 2);
  });

  it("as closed never buys again, and as done returns the order", async () => {
    const settled = shop("closed");
    const client = await settled.partner;
    for (const [reference, outcome] of /** @type {const} */ ([
      ["pay-1", "closed"],
      ["pay-2", "done"],
    ])) {
      settled.sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
      assert.equal((await settled.buy(reference)).status, 202);
      const code = outcome === "done" ? { code: "2026-17" } : {};
      await withClockAhead(LATER_MS, () => client.settlePurchase({ reference, outcome, ...code }));
    }
    assert.equal((await settled.buy("pay-1", { tries: 5 })).body.data.state, "closed");
    assert.equal((await settled.buy("pay-2")).body.data.order.code, "2026-17");
    assert.equal(settled.count("submit"), 2);
    assert.ok((await contentsOf(settled.store)).size > 0);
  });

  it("is held until then, if it is the renewal of a number", async () => {
    const { sandbox, events, renew, partner } = shop("held");
    sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
    assert.equal((await renew("r1")).status, 202);
    for (const [reference, status] of /** @type {const} */ ([
      ["r2", 409],
      ["r1", 202],
    ])) {
      assert.equal((await renew(reference)).status, status, reference);
    }
    const reported = events.filter(({ name }) => name === "pressone.renewal");
    assert.equal(reported[1]?.attributes["pressone.reference"], "r1");
    const client = await partner;
    const code = /** @type {const} */ ({ reference: "r1", outcome: "done", code: "by hand" });
    await withClockAhead(LATER_MS, () => client.settlePurchase(code));
    assert.equal((await renew("r1")).status, 200);
    assert.equal(sandbox.ledger.renewals.length, 1);
    assert.equal((await renew("r2")).status, 200);
    assert.equal(sandbox.ledger.renewals.length, 2);
  });
});
