// Orders, and the journal that allows one order per reference.
import { assert, equal, rejects } from "./checks.js";
import { connect, connectBuyer } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const purchases = {
  "a top-up is offered, bought, and found in the order list": async (host) => {
    const { client, iccids, control } = await connect(host);
    const [offer] = await client.getTopupPackages(iccids.active);
    assert(offer && typeof offer.price === "number", "there is an offer with a price");
    const purchase = { iccid: iccids.active, package_id: offer?.id ?? "", description: "cart 7" };
    const order = await client.submitTopupOrder({ ...purchase, price: offer?.price ?? 0 });
    equal(order.package_id, offer?.id, "package_id");
    equal(order.iccid, iccids.active, "iccid");
    equal(order.issues, [], "issues");
    const ledger = await control("GET", "ledger");
    assert(
      ledger.orders.some((/** @type {{ id: number }} */ { id }) => id === order.order_id),
      "the order is on the ledger",
    );
    const list = await client.getOrderList({ description: "cart 7", include: ["status"] });
    equal(
      list.orders.map(({ id }) => id),
      [order.order_id],
      "orders of the list",
    );
    equal(list.orders[0]?.status?.slug, "completed", "status");
  },

  "an order with a lost answer is found in the order list": async (host) => {
    const { client, purchase, control, countRequests } = await connectBuyer(host);
    const faults = [
      { kind: "cut-after" },
      { kind: "truncated-json" },
      { kind: "status", status: 502, body: "html", after: true },
    ];
    for (const [index, fault] of faults.entries()) {
      await control("POST", "faults", { endpoint: "submit", ...fault });
      const description = `cart ${index}`;
      const order = await client.submitTopupOrder({ ...purchase, description });
      equal([order.source, order.description], ["list", description], fault.kind);
      equal(order.issues, [], fault.kind);
    }
    equal(await countRequests("/orders/topups"), faults.length, "requests");
    equal((await control("GET", "ledger")).orders.length, faults.length, "orders made");
  },

  "an order that is not found has an unknown outcome and is not sent again": async (host) => {
    const { client, purchase, control, countRequests } = await connectBuyer(host);
    const faults = [
      { kind: "cut-before" },
      { kind: "redirect", status: 307, location: "/elsewhere" },
    ];
    for (const [index, fault] of faults.entries()) {
      await control("POST", "faults", { endpoint: "submit", ...fault });
      const lost = { ...purchase, reference: `lost-${index}` };
      const error = await rejects(client.submitTopupOrder(lost), "outcome_unknown");
      assert(error.cause instanceof Error, `${fault.kind} has a cause`);
      equal(error.reference, lost.reference, "reference");
      await rejects(client.submitTopupOrder(lost), "outcome_unknown");
    }
    equal(await countRequests("/orders/topups"), faults.length, "requests");
    const open = await client.recoverTopupOrders();
    equal(
      open.map(({ reference, order, iccid }) => [reference, order, iccid]).sort(),
      [0, 1].map((index) => [`lost-${index}`, null, purchase.iccid]),
      "open entries",
    );
    const resent = { ...purchase, reference: "lost-0", resend: true };
    await control("POST", "faults", { endpoint: "submit", kind: "status", status: 429 });
    await rejects(client.submitTopupOrder(resent), "outcome_unknown");
    equal((await client.recoverTopupOrders()).length, 2, "open entries after an answer 429");
    equal((await client.submitTopupOrder(resent)).source, "answer", "source of the resent order");
    await client.settle({ reference: "lost-1", outcome: "failed" });
    equal(await client.recoverTopupOrders(), [], "open entries");
    await rejects(client.settle({ reference: "lost-1", outcome: "failed" }), "invalid_argument");
    const settled = { ...purchase, reference: "lost-1" };
    equal((await client.submitTopupOrder(settled)).source, "answer", "source after settling");
    equal((await control("GET", "ledger")).orders.length, 2, "orders made");
  },

  "concurrent calls with one reference make one order": async (host) => {
    const { client, purchase, control, iccids } = await connectBuyer(host);
    const cart = { ...purchase, reference: "cart-7" };
    const orders = await Promise.all([1, 2, 3].map(() => client.submitTopupOrder(cart)));
    equal(new Set(orders.map(({ id }) => id)).size, 1, "orders");
    const sources = orders.map(({ source }) => source).sort();
    equal(sources, ["answer", "journal", "journal"], "sources");
    const other = { ...cart, iccid: iccids.voiceText };
    await rejects(client.submitTopupOrder(other), "reference_reused");
    equal((await control("GET", "ledger")).orders.length, 1, "orders made");
    const { orders: found } = await client.getOrderList({ reference: "cart-7" });
    equal(
      found.map(({ id, reference, description }) => [id, reference, description]),
      [[orders[0]?.id, "cart-7", null]],
      "orders of the list with this reference",
    );
  },

  "a rejected order frees its reference, and an unconfirmed order is not sent": async (host) => {
    const { client, purchase, control, countRequests } = await connectBuyer(host);
    const cart = { ...purchase, reference: "cart-8" };
    await control("POST", "balance", { amount: 0 });
    await rejects(client.submitTopupOrder(cart), "insufficient_balance");
    await control("POST", "balance", { amount: 1000 });
    equal(await client.recoverTopupOrders(), [], "open entries");
    /** @type {string[]} */
    const offered = [];
    const confirm = (/** @type {{ id: string }} */ { id }) => {
      offered.push(id);
      return offered.length > 1;
    };
    await rejects(client.submitTopupOrder({ ...cart, confirm }), "aborted");
    equal(await countRequests("/orders/topups"), 1, "requests");
    equal((await client.submitTopupOrder({ ...cart, confirm })).source, "answer", "source");
    equal(offered, [purchase.package_id, purchase.package_id], "offers passed to confirm");
  },

  "a purchase is in the cached history at once": async (host) => {
    const { client, purchase } = await connectBuyer(host);
    const { packages: before } = await client.getPackageHistory(purchase.iccid);
    await client.submitTopupOrder(purchase);
    const { packages, source } = await client.getPackageHistory(purchase.iccid);
    equal([source, packages.length], ["cache", before.length + 1], "source and packages");
    const last = packages.at(-1);
    equal([last?.provisional, last?.package_id], [true, purchase.package_id], "the new package");
    equal(packages.filter(({ provisional }) => provisional).length, 1, "provisional packages");
  },
};
