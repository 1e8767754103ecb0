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
 * The verdict about a payment. More than one eSIM needs the quantity in it.
 *
 * @param {import("../../../pkg/gateway/index.js").GatewayOrder} order
 */
function paymentOf({ reference, quantity, price }) {
  const verdict = verdictOf(reference);
  if (typeof verdict === "object") return { ...verdict, quantity };
  return verdict === true && quantity > 1 ? { paid: true, price: price ?? 0, quantity } : verdict;
}

/**
 * A gateway whose one shopper owns one eSIM and one number at first. It buys at a sandbox.
 *
 * @param {Required<Pick<import("./host.js").Host, "partner" | "gateway" | "url">>} host
 * @param {Partial<import("../../../pkg/gateway/index.js").GatewayPolicy>} [policy]
 */
export async function createShopGateway({ partner, gateway, url }, policy) {
  const { credentials, iccids, emails, numbers } = await createControl(url)("GET", "examples");
  const options = { baseUrl: url, credentials, lookUpMs: 0, numbers };
  // The store in memory of a client without a store: a gateway needs a client that was given one.
  const { store } = await partner.createClient(options);
  return gateway.createGateway({
    partner: await partner.createClient({ ...options, store, secret: "s".repeat(32) }),
    authorize: () => ({ id: "ada" }),
    mayBrowse: () => true,
    languages: ["en", "de", "fr"],
    ownsEsim: (_, iccid, { sold }) => iccid === iccids.active || sold(),
    ownsOrder: (_shopper, _id, { sold }) => sold(),
    verifyPayment: (_, order) => paymentOf(order),
    ownsNumber: (_, email, { sold }) => email === emails.subscriber || sold(),
    verifyRenewal: (_, { reference }) => verdictOf(reference) === true,
    mayBrowseNumbers: (_, { filter }) =>
      filter === null || { query: { country: filter, page_size: "5" } },
    verifyClaim: (_, { reference }) => verdictOf(reference) === true,
    // Without listeners the gateway writes to the console.
    onError: () => {},
    onEvent: () => {},
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
