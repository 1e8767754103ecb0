// Orders of a partner client, and the journal that allows one order per reference.
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

  "an offer that is gone or has another price is not ordered": async (host) => {
    const { client, iccids, control } = await connect(host);
    const iccid = iccids.active;
    const [offer] = await client.getTopupPackages(iccid);
    const { length } = await control("GET", "requests");
    await rejects(client.submitTopupOrder({ iccid, package_id: "gone" }), "package_unavailable");
    const price = offer?.price ?? 0;
    const paid = { iccid, package_id: offer?.id ?? "", price: price + 1 };
    const error = await rejects(client.submitTopupOrder(paid), "price_changed");
    equal(error.prices, { paid: price + 1, offered: price }, "both prices");
    /** @type {{ method: string }[]} */
    const requests = await control("GET", "requests");
    equal(
      requests.slice(length).map(({ method }) => method),
      ["GET", "GET"],
      "requests",
    );
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
      equal([error.reference, error.outcome], [lost.reference, "unknown"], "reference");
      await rejects(client.submitTopupOrder(lost), "outcome_unknown");
    }
    equal(await countRequests("/orders/topups"), faults.length, "requests");
    const { open, settled, skipped } = await client.recoverPurchases();
    equal([settled, skipped], [[], []], "settled and skipped entries");
    equal(
      open.map(({ reference, state, iccid }) => [reference, state, iccid]).sort(),
      [0, 1].map((index) => [`lost-${index}`, "open", purchase.iccid]),
      "open entries",
    );
    assert(Number(open[0]?.open_since) > 0, "the time since which it is open");
    // The request may be on its way for longer than that.
    const settlement = /** @type {const} */ ({ reference: "lost-1", outcome: "failed" });
    await rejects(client.settlePurchase(settlement), "in_progress");
    await rejects(client.closePurchase("lost-1"), "in_progress");
    const unknown = { ...settlement, reference: "unknown" };
    await rejects(client.settlePurchase(unknown), "not_found");
    equal((await control("GET", "ledger")).orders.length, 0, "orders made");
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
    const { orders: found } = await client.getOrderList({ description: ":cart-7:" });
    equal(
      found.map(({ id, reference, description }) => [id, reference, description]),
      [[orders[0]?.id, "cart-7", null]],
      "orders of the list with this reference",
    );
  },

  "owners of a purchase see it, and other shoppers do not": async (host) => {
    const { client, purchase } = await connectBuyer(host);
    const cart = { ...purchase, reference: "cart-9" };
    const order = await client.submitTopupOrder({ ...cart, shopper: "guest" });
    const again = await client.submitTopupOrder({ ...cart, shopper: "ada" });
    equal([again.id, again.source], [order.id, "journal"], "the same order");
    for (const [shopper, state] of /** @type {const} */ ([
      ["guest", "done"],
      ["ada", "done"],
      ["bob", "none"],
    ])) {
      const found = await client.getPurchase({ reference: "cart-9", shopper });
      equal(found.state, state, shopper);
      const { purchases } = await client.purchases({ shopper });
      equal(purchases.length, state === "done" ? 1 : 0, `purchases of ${shopper}`);
    }
    equal((await client.getPurchase("cart-9")).order?.id, order.id, "for the shop");
  },

  "a closed reference never buys": async (host) => {
    const { client, purchase, control } = await connectBuyer(host);
    equal((await client.closePurchase("cart-5")).state, "closed", "state");
    const call = client.submitTopupOrder({ ...purchase, reference: "cart-5" });
    equal((await rejects(call, "purchase_closed")).outcome, "not_ordered", "outcome");
    equal((await control("GET", "ledger")).orders.length, 0, "orders made");
  },

  "a rejected order frees its reference, and an unconfirmed order is not sent": async (host) => {
    const { client, purchase, control, countRequests } = await connectBuyer(host);
    const cart = { ...purchase, reference: "cart-8" };
    await control("POST", "balance", { amount: 0 });
    const error = await rejects(client.submitTopupOrder(cart), "insufficient_balance");
    equal([error.outcome, error.tries], ["not_ordered", 1], "the failure");
    const unaware = client.submitTopupOrder({ ...cart, tries: 0 });
    const stored = await rejects(unaware, "insufficient_balance");
    equal([stored.stored, stored.tries], [true, 1], "the failure for a late copy of the request");
    equal(await countRequests("/orders/topups"), 1, "requests");
    await control("POST", "balance", { amount: 1000 });
    equal((await client.recoverPurchases()).open, [], "open entries");
    /** @type {string[]} */
    const offered = [];
    const confirmOffer = (/** @type {{ id: string }} */ { id }) => {
      offered.push(id);
      return offered.length > 1;
    };
    await rejects(client.submitTopupOrder({ ...cart, confirmOffer }), "aborted");
    equal(await countRequests("/orders/topups"), 1, "requests");
    equal((await client.submitTopupOrder({ ...cart, confirmOffer })).source, "answer", "source");
    equal(offered, [purchase.package_id, purchase.package_id], "offers passed to confirmOffer");
  },

  "a write that ends before its answer has an unknown outcome": async (host) => {
    const controller = new AbortController();
    const { client, iccids, control, emails } = await connect(host, {
      lookUpMs: 0,
      // Aborts shortly after the order is sent.
      onEvent: ({ type, endpoint }) => {
        if (type === "request" && endpoint === "submitTopupOrder") {
          setTimeout(() => controller.abort(new Error("left the page")), 50);
        }
      },
    });
    const [offer] = await client.getTopupPackages(iccids.active);
    await control("POST", "faults", { endpoint: "submit", kind: "hang" });
    await control("POST", "faults", { endpoint: "renew", kind: "hang" });
    const { signal } = controller;
    const purchase = { iccid: iccids.active, package_id: offer?.id ?? "" };
    const error = await rejects(client.submitTopupOrder(purchase, { signal }), "outcome_unknown");
    equal([error.cause?.kind, error.cause?.cause?.message], ["aborted", "left the page"], "cause");
    const renewal = { email: emails.subscriber };
    const late = await rejects(
      client.renewNumber(renewal, { timeoutMs: 2_000 }),
      "outcome_unknown",
    );
    equal(late.cause?.kind, "timeout", "cause");
  },

  "older and newer servers lead to the same fields of an order": async (host) => {
    const { client, iccids, control } = await connect(host);
    for (const preset of ["older", "newer"]) {
      await control("POST", "shapes", { preset });
      const [offer] = await client.getTopupPackages(iccids.voiceText);
      const purchase = { iccid: iccids.voiceText, package_id: offer?.id ?? "" };
      const { price, validity, quantity } = await client.submitTopupOrder(purchase);
      equal([typeof price, typeof validity, quantity], ["number", "number", 1], preset);
    }
  },

  "a purchase is in the cached history at once": async (host) => {
    const { client, purchase } = await connectBuyer(host);
    const { packages: before } = await client.getPackageHistory(purchase.iccid);
    await client.submitTopupOrder(purchase);
    const { packages, source } = await client.getPackageHistory(purchase.iccid);
    equal([source, packages.length], ["cache", before.length + 1], "source and packages");
    const added = packages.filter(({ provisional }) => provisional);
    equal(
      added.map(({ package_id }) => package_id),
      [purchase.package_id],
      "the new package",
    );
  },
};
