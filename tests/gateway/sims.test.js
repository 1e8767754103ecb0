// New eSIMs through the gateway in workerd: one order per payment, and the shopper who owns them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { useGateway } from "./rig.js";

const PACKAGE = "northwind-15days-2gb";

describe("new eSIMs through the gateway in workerd", () => {
  const rig = useGateway();

  /** @param {any} world @param {string} reference @param {any} [more] */
  const buy = (world, reference, more) => world.buySims({ package_id: PACKAGE }, reference, more);

  /** @param {any} answer @returns {string} */
  const iccidOf = (answer) => answer.body.data.order.sims[0].iccid;

  /** The ICCIDs of a shopper's eSIMs. @param {any} world @param {any} [more] */
  async function esimsOf(world, more) {
    const { status, body } = await world.send("/customer/v2/sims", more);
    assert.equal(status, 200);
    return body.data.map((/** @type {any} */ { iccid }) => iccid);
  }

  it("are ordered once for a reference that is sent many times at once", async () => {
    const world = rig.world("once");
    world.sandbox.faults.add({ endpoint: "buy", kind: "latency", ms: 150 });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, isolate) => buy(world, "paid-ada-1", { isolate })),
    );
    for (const { status, body, text } of answers) {
      const isOpen = status === 202 || body.code === "in_progress";
      assert.ok(status === 200 || isOpen, text);
    }
    const done = await buy(world, "paid-ada-1", { isolate: 1 });
    assert.equal(done.status, 200);
    assert.equal(world.count("buy"), 1);
    const { orders } = world.sandbox.ledger;
    assert.deepEqual([orders.length, done.body.data.order.code], [1, orders[0]?.code]);
    assert.deepEqual(await esimsOf(world, { isolate: 2 }), [iccidOf(done)]);
  });

  it("are ordered once by a page and its webhook at once", async () => {
    const world = rig.world("webhook");
    const order = { kind: "sim", package_id: PACKAGE, reference: "paid-ada-1" };
    const [page, webhook] = await Promise.all([
      buy(world, "paid-ada-1"),
      world.direct("purchase", [{ id: "ada" }, order], { isolate: 1 }),
    ]);
    assert.ok([200, 202, 409].includes(page.status), page.text);
    const after = await buy(world, "paid-ada-1", { isolate: 2 });
    assert.equal(after.body.data.order.code, webhook.code);
    assert.deepEqual([world.count("buy"), world.sandbox.ledger.orders.length], [1, 1]);
  });

  it("are their shopper's alone, and another's after a transfer", async () => {
    const world = rig.world("transfer");
    const guest = { shopper: "guest" };
    const iccid = iccidOf(await buy(world, "paid-guest-1", guest));
    const kept = iccidOf(await buy(world, "paid-guest-2", guest));
    const read = async (/** @type {any} */ more) =>
      (await world.send(`/customer/v2/sims/${iccid}`, more)).status;
    assert.deepEqual(
      [await read(guest), await read({}), await read({ shopper: "eve" })],
      [...[200, 403, 403]],
    );
    // Not the owner's, so nothing moves.
    const theft = await world.direct("transfer", [{ id: "eve" }, { id: "mallory" }, iccid]);
    assert.equal(theft, false);
    const moved = await world.direct("transfer", [{ id: "guest" }, { id: "ada" }, iccid], {
      isolate: 1,
    });
    assert.equal(moved, true);
    assert.deepEqual([await read({ isolate: 2 }), await read(guest)], [200, 403]);
    assert.deepEqual(await esimsOf(world), [iccid]);
    assert.deepEqual(await esimsOf(world, { ...guest, isolate: 1 }), [kept]);
    assert.equal((await world.send(`/customer/v2/sims/${iccid}/topups`, guest)).status, 403);
    // A second transfer of the same eSIM changes nothing.
    const again = await world.direct("transfer", [{ id: "guest" }, { id: "ada" }, iccid]);
    assert.equal(again, true);
    const back = await world.direct("transfer", [{ id: "guest" }, { id: "eve" }, iccid]);
    assert.equal(back, false);
  });

  it("send PressOne documented requests only", () => rig.assertDocumentedRequests());
});
