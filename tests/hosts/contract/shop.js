// The shop's gateway of the cases, and page clients for it.
import { createControl } from "./host.js";

/**
 * The answer of the payment hooks, by the reference's prefix.
 *
 * @type {Record<string, import("../../../pkg/gateway/index.js").PaymentVerdict>}
 */
const VERDICTS = { unpaid: false, pending: "pending", cheap: { paid: true, price: 0.01 } };

/** @param {string} reference */
const verdictOf = (reference) => VERDICTS[reference.split("-", 1)[0] ?? ""] ?? true;

/**
 * A gateway whose one shopper owns one eSIM and one number. It buys at a sandbox.
 *
 * @param {Required<Pick<import("./host.js").Host, "partner" | "gateway" | "url">>} host
 * @param {Partial<import("../../../pkg/gateway/index.js").GatewayPolicy>} [policy]
 */
export async function createShopGateway({ partner, gateway, url }, policy) {
  const { credentials, iccids, emails } = await createControl(url)("GET", "examples");
  return gateway.createGateway({
    partner: await partner.createClient({ baseUrl: url, credentials, lookUpMs: 0 }),
    authorize: () => ({ id: "ada" }),
    ownsEsim: (_, iccid) => iccid === iccids.active,
    verifyPayment: (_, { reference }) => verdictOf(reference),
    ownsNumber: (_, email) => email === emails.subscriber,
    verifyRenewal: (_, { reference }) => verdictOf(reference) === true,
    ...policy,
  });
}

/**
 * A shop with page clients. In a page the gateway is on the page's server.
 *
 * @param {import("./host.js").Host} host
 */
export async function openShop({ esim, partner, gateway, url, shop }) {
  const control = createControl(url);
  const { iccids, emails } = await control("GET", "examples");
  /** @type {import("./host.js").PageOptions & { baseUrl: string }} */
  let options;
  if (partner && gateway) {
    const handle = await createShopGateway({ partner, gateway, url }, { basePath: "/api" });
    options = { baseUrl: "http://127.0.0.1:1/api", fetch: (request) => handle(request) };
  } else if (shop) {
    options = { baseUrl: shop };
  } else {
    throw new Error("the host has no gateway");
  }
  const createPage = () => esim.createClient({ ...options, partition: "ada" });
  const page = await createPage();
  await page.clearCache();
  const [first, second] = await page.getTopupPackages(iccids.active);
  return {
    control,
    iccids,
    emails,
    page,
    createPage,
    countOrders: async () => (await control("GET", "ledger")).orders.length,
    purchase: { iccid: iccids.active, package_id: first?.id ?? "", price: first?.price ?? 0 },
    otherPurchase: { iccid: iccids.active, package_id: second?.id ?? "" },
  };
}
