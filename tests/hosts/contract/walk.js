// A shop's whole way with the partner client, from an empty account to a renewed number.
import { assert, equal } from "./checks.js";
import { createControl } from "./host.js";

const NEW_ESIM = "northwind-15days-2gb";
const EMAIL = "first.user@example.com";
/** The shortest month. */
const MONTH_MS = 28 * 24 * 60 * 60_000;

/** @type {Record<string, import("./host.js").Case>} */
export const walk = {
  "the whole way, from an empty account to a renewed number": async ({ partner, url }) => {
    const control = createControl(url);
    await control("POST", "reset", { empty: true });
    const { credentials, numbers } = await control("GET", "examples");
    if (!partner) throw new Error("a page has no partner client");
    const client = await partner.createClient({ baseUrl: url, credentials, numbers });
    const idsOf = (/** @type {{ id: number | string | null }[]} */ rows) =>
      rows.map(({ id }) => id);

    equal((await client.getEsims()).esims, [], "no eSIM");
    equal((await client.getOrderList()).orders, [], "no order");
    equal((await client.getUsers()).users, [], "no user");

    // The first eSIM.
    const { packages } = await client.getPackages({ country: "NO", type: "local" });
    const offer = packages.find(({ id }) => id === NEW_ESIM);
    const order = await client.submitOrder({
      ...{ package_id: NEW_ESIM, price: offer?.price ?? 0, reference: "pay-1" },
      ...{ country: "NO", type: "local", description: "cart 1" },
    });
    const { type, issues } = order;
    equal([type, order.package_id, order.price], ["sim", NEW_ESIM, offer?.price], "order");
    equal(issues, [], "issues of the order");
    const [sim] = order.sims ?? [];
    const iccid = sim?.iccid ?? "";
    const { esims } = await client.getEsims();
    equal(
      esims.map((esim) => [esim.iccid, esim.qrcode, esim.matching_id]),
      [[iccid, sim?.qrcode, sim?.matching_id]],
      "the eSIM of the order is the only one in the list",
    );
    equal((await client.getEsim(iccid)).qrcode, sim?.qrcode, "the eSIM alone");

    // Its installation.
    assert(/^LPA:1\$[^$]+\$\S+$/.test(sim?.qrcode ?? ""), "the code of an eSIM");
    const { ios, android } = await client.getInstallation(iccid);
    for (const steps of [ios?.[0], android?.[0]]) {
      equal(steps?.installation_via_qr_code?.qr_code_data, sim?.qrcode, "the code of the steps");
    }

    // Its use, before it, in it, and after its end. The store keeps a usage for 20 minutes.
    const usage = async () => {
      await client.clearCache();
      const { status, remaining, total } = await client.getUsage(iccid);
      return [status, remaining, total];
    };
    equal(await usage(), ["NOT_ACTIVE", 2048, 2048], "before the first use");
    equal(await client.getTopupPackages(iccid), [], "no top-up before the first use");
    await control("POST", "esims/use", { iccid, megabytes: 1500 });
    equal(await usage(), ["ACTIVE", 548, 2048], "in use");
    await control("POST", "esims/use", { iccid, megabytes: 600 });
    equal(await usage(), ["FINISHED", 0, 2048], "used up");

    // A top-up.
    const [topup] = await client.getTopupPackages(iccid);
    const { id: package_id = "", price = 0 } = topup ?? {};
    const refill = await client.submitTopupOrder({
      iccid,
      package_id,
      price,
      reference: "pay-2",
    });
    equal([refill.type, refill.package_id, refill.price], ["topup", package_id, price], "top-up");
    equal(await usage(), ["ACTIVE", topup?.amount, topup?.amount], "after the top-up");
    assert(Number(topup?.amount) > 0, "the top-up has data");
    const history = await client.getPackageHistory(iccid);
    equal(
      history.packages.map((each) => [each.package_id, each.status]),
      [
        [package_id, "ACTIVE"],
        [NEW_ESIM, "FINISHED"],
      ],
      "history",
    );
    const { orders } = await client.getOrderList({ include: ["sims"] });
    equal(idsOf(orders), [refill.id, order.id], "orders");
    equal(
      orders.map(({ type, sims }) => [type, sims?.map((each) => each.iccid)]),
      [
        ["topup", []],
        ["sim", [iccid]],
      ],
      "types and eSIMs of the orders",
    );
    const { orders: described } = await client.getOrderList({ description: "cart 1" });
    equal(idsOf(described), [order.id], "the order with the cart's name");
    equal((await client.getOrder(order.id ?? 0)).code, order.code, "the first order alone");

    // A number.
    const { numbers: free } = await client.getAvailableNumbers({ country: "US" });
    const number = free[0]?.number ?? "";
    const claim = await client.claimNumber({ number, email: EMAIL, reference: "pay-3" });
    equal(claim.success, true, "claim");
    const { numbers: left } = await client.getAvailableNumbers({ country: "US" });
    equal(left, free.slice(1), "the number has left the list");
    const { users } = await client.getUsers();
    equal(
      users.map(({ email, mobile, subscription }) => [email, mobile, subscription?.status]),
      [[EMAIL, number, "active"]],
      "the number's user is the only one",
    );

    // Its renewal.
    const renewal = await client.renewNumber({ email: EMAIL, reference: "pay-4" });
    equal(renewal.success, true, "renewal");
    const [renewed] = (await client.getUsers({ mobile: number })).users;
    const end = (/** @type {any} */ user) => Date.parse(user?.subscription?.current_period_end);
    assert(end(renewed) - end(users[0]) >= MONTH_MS, "the number is renewed for a month");
    equal(renewed?.email, EMAIL, "the user of the renewed number");

    // The shop's journal and PressOne's own books agree.
    const { purchases } = await client.purchases();
    equal(
      purchases.map(({ reference, kind, state }) => [reference, kind, state]).sort(),
      [
        ["pay-1", "sim", "done"],
        ["pay-2", "topup", "done"],
        ["pay-3", "claim", "done"],
        ["pay-4", "renewal", "done"],
      ],
      "journal",
    );
    const { balance, orders: sold, claims, renewals } = await control("GET", "ledger");
    equal(idsOf(sold), [order.id, refill.id], "PressOne's orders");
    equal(balance, 250 - Number(order.price) - price, "PressOne's balance");
    equal(
      claims.map((/** @type {any} */ { email, mobile }) => [email, mobile]),
      [[EMAIL, number]],
      "claims",
    );
    equal(
      renewals.map((/** @type {any} */ { email }) => email),
      [EMAIL],
      "renewals",
    );
  },
};
