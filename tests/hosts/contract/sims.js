// Orders of new eSIMs. The whole way of an eSIM is in walk.js.
import { assert, equal, rejects } from "./checks.js";
import { connect } from "./host.js";

const PACKAGE = "northwind-15days-2gb";
/** The packages that force a business code. @param {string} name */
const forced = (name) => `test-${name}-7days-1gb`;

/** The methods for the gateway are not in the types. @param {any} client @returns {any} */
const forGateway = (client) => client;

/** @param {import("./host.js").Host} host @param {import("./host.js").Options} [options] */
async function connectSeller(host, options) {
  const connected = await connect(host, { lookUpMs: 0, ...options });
  const { control, client } = connected;
  return {
    ...connected,
    client: forGateway(client),
    countOrders: async () => (await control("GET", "ledger")).orders.length,
    countSent: async () =>
      (await control("GET", "requests")).filter(
        (/** @type {any} */ { endpoint }) => endpoint === "buy",
      ).length,
  };
}

/** @type {Record<string, import("./host.js").Case>} */
export const sims = {
  "an order of eSIMs has the same fields from every server": async (host) => {
    const { client, control } = await connectSeller(host);
    for (const preset of ["older", "newer", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      const order = await client.submitOrder({ package_id: PACKAGE, quantity: 2, shopper: "ada" });
      equal(
        [typeof order.price, typeof order.validity, order.quantity, order.sims.length],
        ["number", "number", 2, 2],
        preset,
      );
      const [first, second] = order.sims;
      equal([typeof first.iccid, first.is_roaming], ["string", true], preset);
      assert(first.qrcode !== second.qrcode, `${preset}: each eSIM has its own code`);
      equal("direct_apple_installation_url" in first && "apn" in first, true, preset);
      assert(await client.ownsEsim("ada", second.iccid), `${preset}: the shopper is the owner`);
      equal(await client.ownsEsim("eve", second.iccid), false, preset);
    }
    const { esims, total } = await client.esimsOf("ada", { limit: 2 });
    equal([esims.length, total], [2, 6], "the shopper's eSIMs");
  },

  "an order of eSIMs with a lost answer is found with its codes": async (host) => {
    const { client, control, countSent, countOrders } = await connectSeller(host);
    const faults = [
      { kind: "cut-after" },
      { kind: "truncated-json" },
      { kind: "status", status: 502, body: "html", after: true },
    ];
    for (const [index, fault] of faults.entries()) {
      await control("POST", "faults", { endpoint: "buy", ...fault });
      const order = await client.submitOrder({ package_id: PACKAGE, reference: `pay-${index}` });
      equal([order.source, order.issues], ["list", []], fault.kind);
      equal(order.sims[0].qrcode.slice(0, 6), "LPA:1$", fault.kind);
      const again = await client.submitOrder({ package_id: PACKAGE, reference: `pay-${index}` });
      equal([again.source, again.sims], ["journal", order.sims], fault.kind);
    }
    equal([await countSent(), await countOrders()], [3, 3], "requests and orders");
    await control("POST", "faults", { endpoint: "buy", kind: "cut-before" });
    const lost = { package_id: PACKAGE, reference: "lost" };
    await rejects(client.submitOrder(lost), "outcome_unknown");
    await rejects(client.submitOrder(lost), "outcome_unknown");
    const { open } = await client.recoverPurchases();
    equal(
      open.map((/** @type {any} */ { kind, quantity, state }) => [kind, quantity, state]),
      [["sim", 1, "open"]],
      "open entries",
    );
    equal([await countSent(), await countOrders()], [4, 3], "requests and orders");
  },

  "a refused order of eSIMs orders nothing, in both shapes of an error": async (host) => {
    const { client, control, countOrders, countSent } = await connectSeller(host);
    const order = { package_id: PACKAGE, quantity: 2 };
    await control("POST", "settings", { esimStock: 1 });
    const few = await rejects(client.submitOrder(order), "validation");
    equal(
      [few.fields?.quantity, few.outcome],
      [["SIM quantity is not available. Available quantity: 1."], "not_ordered"],
      "fields",
    );
    for (const [name, kind] of /** @type {const} */ ([
      ["insufficient-balance", "insufficient_balance"],
      ["out-of-stock", "package_unavailable"],
    ])) {
      const refused = client.submitOrder({ package_id: forced(name) });
      equal((await rejects(refused, kind)).outcome, "not_ordered", name);
    }
    const sent = await countSent();
    await rejects(client.submitOrder({ ...order, price: 1 }), "price_changed");
    await rejects(client.submitOrder({ package_id: "gone", price: 7 }), "package_unavailable");
    for (const wrong of [{ quantity: 51 }, { to_email: "ada@example.org" }, { country: "no" }]) {
      await rejects(client.submitOrder({ ...order, ...wrong }), "invalid_argument");
    }
    equal([await countSent(), await countOrders()], [sent, 0], "requests and orders");
  },

  "an order of 50 eSIMs is kept whole": async (host) => {
    const { client, control } = await connectSeller(host);
    await control("POST", "balance", { amount: 1000 });
    await control("POST", "shapes", { preset: "newer" });
    const order = { package_id: PACKAGE, quantity: 50, reference: "pay-1", shopper: "ada" };
    const first = await client.submitOrder(order);
    equal(new Set(first.sims.map((/** @type {any} */ { iccid }) => iccid)).size, 50, "eSIMs");
    const again = await client.submitOrder(order);
    equal([again.source, again.sims], ["journal", first.sims], "from the journal");
    equal((await client.esimsOf("ada", { limit: 100 })).esims.length, 50, "owned");
  },
};
