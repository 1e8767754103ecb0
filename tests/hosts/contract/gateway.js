// A page client in front of a gateway.
import { assert, equal, rejects } from "./checks.js";
import { createControl } from "./host.js";

const SECRET = "a secret of 32 characters or some more";

/**
 * A gateway whose shopper owns one eSIM, and page clients for it. Returns null in a page, because no
 * gateway runs there.
 *
 * @param {import("./host.js").Host} host
 */
async function openShop({ esim, gateway, url }) {
  if (!gateway) return null;
  const control = createControl(url);
  const { credentials, iccids, emails } = await control("GET", "examples");
  const storage = gateway.memoryStorage();
  /** @type {{ verified: boolean | "price_changed" }} */
  const payment = { verified: true };
  const handle = gateway.createGateway({
    basePath: "/api",
    storage,
    secret: SECRET,
    client: () =>
      esim.createClient(
        gateway.upstream({ baseUrl: url, credentials, storage, secret: SECRET, lookUpMs: 0 }),
      ),
    authorize: () => ({ id: "ada" }),
    ownsEsim: (_, iccid) => iccid === iccids.active,
    verifyPayment: () => payment.verified,
    ownsNumber: (_, email) => email === emails.subscriber,
  });
  const createPage = () =>
    esim.createClient({
      baseUrl: "http://127.0.0.1:1/api",
      fetch: (/** @type {Request} */ request) => handle(request),
      lookUpMs: 0,
    });
  const page = await createPage();
  const [first, second] = await page.getTopupPackages(iccids.active);
  return {
    control,
    iccids,
    emails,
    payment,
    page,
    createPage,
    countOrders: async () => (await control("GET", "ledger")).orders.length,
    purchase: { iccid: iccids.active, package_id: first?.id ?? "", price: first?.price ?? 0 },
    otherPurchase: { iccid: iccids.active, package_id: second?.id ?? "" },
  };
}

/** @type {Record<string, import("./host.js").Case>} */
export const gateway = {
  "a page client buys, reads and renews through the gateway": async (host) => {
    const shop = await openShop(host);
    if (!shop) return;
    const { page, iccids, emails, purchase, otherPurchase } = shop;
    const order = await page.submitTopupOrder({ ...purchase, reference: "pay-1" });
    const again = await page.submitTopupOrder({ ...purchase, reference: "pay-1" });
    equal([again.order_id, again.reference], [order.order_id, "pay-1"], "a repeated purchase");
    equal(await shop.countOrders(), 1, "orders");
    const other = { ...otherPurchase, reference: "pay-1" };
    await rejects(page.submitTopupOrder(other), "reference_reused");
    const { orders } = await page.getOrderList({ reference: "pay-1" });
    equal([orders.length, orders[0]?.code], [1, order.code], "the shopper's orders");
    equal([orders[0]?.reference, orders[0]?.description], ["pay-1", null], "fields of the order");
    const { source, packages } = await page.getPackageHistory(iccids.active);
    equal([source, packages.length > 0], ["network", true], "history");
    const renewal = await page.renewNumber({ email: emails.subscriber });
    equal(renewal.success, true, "renewal");
  },

  "a purchase is in the history of another page once": async (host) => {
    const shop = await openShop(host);
    if (!shop) return;
    const { iccids, purchase } = shop;
    await shop.page.getPackageHistory(iccids.active);
    await shop.page.submitTopupOrder({ ...purchase, reference: "pay-0" });
    const page = await shop.createPage();
    const provisional = async () =>
      (await page.getPackageHistory(iccids.active)).packages
        .filter((each) => each.provisional)
        .map(({ reference }) => reference);
    equal(await provisional(), ["pay-0"], "provisional packages from the gateway");
    await page.submitTopupOrder({ ...purchase, reference: "pay-0" });
    equal(await provisional(), ["pay-0"], "provisional packages after the same purchase");
  },

  "the gateway refuses what the shopper does not own or has not paid": async (host) => {
    const shop = await openShop(host);
    if (!shop) return;
    const { page, control, iccids, emails, payment, purchase } = shop;
    await rejects(page.getTopupPackages(iccids.digits17), "permission");
    await rejects(page.renewNumber({ email: emails.freeTrial }), "permission");
    payment.verified = "price_changed";
    await rejects(page.submitTopupOrder({ ...purchase, reference: "pay-2" }), "price_changed");
    payment.verified = false;
    await rejects(page.submitTopupOrder({ ...purchase, reference: "pay-2" }), "validation");
    equal(await shop.countOrders(), 0, "orders");
    payment.verified = true;
    await control("POST", "faults", { endpoint: "submit", kind: "cut-after" });
    const found = await page.submitTopupOrder({ ...purchase, reference: "pay-2" });
    assert(typeof found.code === "string", "the order with the lost answer has a code");
    equal(await shop.countOrders(), 1, "orders after the payment");
  },

  "an order that is lost on the way has an unknown outcome for the page": async (host) => {
    const shop = await openShop(host);
    if (!shop) return;
    await shop.control("POST", "faults", { endpoint: "submit", kind: "cut-before" });
    const lost = shop.page.submitTopupOrder({ ...shop.purchase, reference: "pay-3" });
    equal((await rejects(lost, "outcome_unknown")).reference, "pay-3", "reference");
    equal(await shop.countOrders(), 0, "orders");
  },
};
