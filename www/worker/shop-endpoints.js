// The shop's own endpoints: the shopper's account and payments. A real shop has a database and a
// payment provider in their place.
import { addPlace, readPlaces } from "./bought-places.js";
import { isCountry } from "./countries.js";
import { NUMBER_PLANS, planOf } from "./number-plans.js";
import { addressOf, findPaymentMethod, payOnce, takesPayments } from "./payments.js";

const MAX_BODY_BYTES = 4_096;
const MAX_PACKAGE_ID_LENGTH = 255;
/** The keys that are accepted, such as a UUID. */
const KEY = /^[\w-]{20,64}$/;
const NO_KEY = "The Idempotency-Key must have 20 to 64 letters, digits, underscores or hyphens.";

/**
 * @typedef {object} Visit
 * @property {import("./sessions.js").Shopper} shopper
 * @property {import("pressone-esim/stores").Store} store
 * @property {{ DEMO?: boolean, SIMULATED_PAYMENTS?: boolean, NUMBERS?: unknown }} env without `NUMBERS`, the shop
 *   sells no numbers; `takesPayments` reads the rest
 * @property {() => Promise<string[]>} soldIccids of the eSIMs that this shop has sold to the shopper
 * @property {() => Promise<PhoneNumber[]>} claimedNumbers that the shopper has claimed here
 * @property {() => Promise<string[]>} openClaims the numbers of the shopper's claims that are not known yet
 */

/** @typedef {import("./claimed-numbers.js").PhoneNumber} PhoneNumber */

const PAYMENT_PATH = /^\/shop\/payments\/([\w-]+)$/;
const PAYMENT_METHODS = ["card", "wallet"];

/** @param {number} status @param {unknown} body */
const uncachedJson = (status, body) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });

/**
 * @param {Request} request
 * @param {string} path
 * @param {Visit} visit
 */
export async function handleShopRequest(request, path, visit) {
  if (request.method === "GET" && path === "/shop/account") return getAccount(visit);
  if (request.method === "GET" && path === "/shop/numbers") return getNumbers(visit);
  if (request.method === "POST" && path === "/shop/payments") return postPayment(request, visit);
  const [, paymentId] = PAYMENT_PATH.exec(path) ?? [];
  if (request.method === "GET" && paymentId) return getPaymentMethod(paymentId, visit);
  return uncachedJson(404, { message: "There is nothing here." });
}

/** @param {Visit} visit */
async function getAccount({ shopper: { id, esims }, store, env: { DEMO } }) {
  const places = await readPlaces(store, id);
  return uncachedJson(200, { shopper: id, esims, places, ...(DEMO && { isDemo: true }) });
}

/** Returns the shopper's numbers, and the plans of those on sale. @param {Visit} visit */
const getNumbers = async (visit) =>
  uncachedJson(200, {
    numbers: await readNumbers(visit),
    plans: visit.env.NUMBERS ? NUMBER_PLANS : [],
  });

/** The numbers that were claimed here, and those of the shop's own table. @param {Visit} visit */
const readNumbers = async ({ shopper: { numbers = [] }, claimedNumbers }) => [
  ...(await claimedNumbers()),
  ...numbers,
];

/** Returns the payment method; null if the shopper has no such payment. @param {string} paymentId @param {Visit} visit */
const getPaymentMethod = async (paymentId, { shopper, store }) =>
  uncachedJson(200, await findPaymentMethod(store, shopper.id, paymentId));

const NO_PAYMENTS =
  "The shop takes no payments. Call your provider in worker/payments.js, and let takesPayments return true. " +
  "SIMULATED_PAYMENTS is for the sandbox only.";

/** @param {Request} request @param {Visit} visit */
async function postPayment(request, visit) {
  if (!takesPayments(visit.env)) {
    console.warn("payments:", NO_PAYMENTS);
    return uncachedJson(403, { message: NO_PAYMENTS });
  }
  const length = request.headers.get("Content-Length");
  if (length === null) return uncachedJson(411, { message: "The request has no Content-Length." });
  // Negated, so a length that is no number is refused too.
  if (!(Number(length) <= MAX_BODY_BYTES)) {
    return uncachedJson(413, { message: `The body is larger than ${MAX_BODY_BYTES} bytes.` });
  }
  const key = request.headers.get("Idempotency-Key") ?? "";
  if (!KEY.test(key)) return uncachedJson(400, { message: NO_KEY });
  const wanted = (await request.json().catch(() => null)) ?? {};
  const { shopper, store } = visit;
  const decide = async () => withMethod(await paymentFor(wanted, visit), wanted.method);
  const { paymentId: payment_id, result } = await payOnce(store, shopper.id, key, decide);
  if ("status" in result) {
    const { status, message, kind } = result;
    return uncachedJson(status, { message, kind });
  }
  if (isOther(result, wanted)) {
    return uncachedJson(400, { message: "The Idempotency-Key is that of another payment." });
  }
  if ("country" in result && result.country) {
    // Without its place, the eSIM is named by its package.
    await addPlace(store, shopper.id, result.package_id, result.country).catch(console.warn);
  }
  const email = result.kind === "claim" ? { email: addressOf(payment_id) } : {};
  return uncachedJson(200, { payment_id, ...email });
}

/** True if a payment is not what a request with its key wants. @param {object} payment @param {any} wanted */
const isOther = (payment, wanted) =>
  Object.entries(payment).some(
    ([name, value]) => wanted[name] !== undefined && wanted[name] !== value,
  );

/** @typedef {import("./payments.js").Refusal} Refusal */
/** @typedef {import("./payments.js").Topup & { price: number }} PaidTopup */
/** @typedef {import("./payments.js").NewEsim & { price: number }} PaidEsim */
/** @typedef {import("./payments.js").Claim & { price: number }} PaidClaim */
/** @typedef {import("./payments.js").Renewal & { price: number }} PaidRenewal */

/**
 * @template {object} T
 * @param {T} payment
 * @param {any} method
 */
const withMethod = (payment, method) =>
  PAYMENT_METHODS.includes(method) && !("status" in payment) ? { ...payment, method } : payment;

/** @param {any} wanted @param {Visit} visit */
function paymentFor(wanted, visit) {
  switch (wanted.kind) {
    case "renewal":
      return renewalOf(wanted, visit);
    case "claim":
      return claimOf(wanted, visit);
    case "sim":
      return newEsimOf(wanted);
    default:
      return topupOf(wanted, visit);
  }
}

/** @type {Refusal} */
const NO_PACKAGE = {
  status: 422,
  message: `The body needs a price, and a package_id of at most ${MAX_PACKAGE_ID_LENGTH} characters.`,
};
/** @type {Refusal} */
const NO_COUNTRY = { status: 422, message: "The country must have two capital letters." };

/** @param {any} wanted */
const hasPackage = ({ package_id, price }) =>
  typeof package_id === "string" &&
  package_id.length <= MAX_PACKAGE_ID_LENGTH &&
  Number.isFinite(price) &&
  price >= 0;

/** @param {any} wanted @param {Visit} visit @returns {Promise<Refusal | PaidTopup>} */
async function topupOf(wanted, { shopper: { esims }, soldIccids }) {
  const { iccid, package_id, price } = wanted;
  const isOwn = esims.some((esim) => esim.iccid === iccid) || (await soldIccids()).includes(iccid);
  if (!isOwn) return { status: 404, message: "The shopper has no such eSIM." };
  if (!hasPackage(wanted)) return NO_PACKAGE;
  return { kind: "topup", iccid, package_id, price };
}

/** @param {any} wanted @returns {Refusal | PaidEsim} */
function newEsimOf(wanted) {
  if (!hasPackage(wanted)) return NO_PACKAGE;
  const { package_id, price, country, type } = wanted;
  const hasCountry = country !== undefined;
  if (hasCountry && !isCountry(country)) return NO_COUNTRY;
  return {
    ...{ kind: "sim", package_id, price, quantity: 1 },
    ...(hasCountry && { country }),
    ...(type === "global" && { type }),
  };
}

/** @type {Refusal} */
const PRICE_CHANGED = { status: 409, kind: "price_changed", message: "The price has changed." };

/** @param {string} message @returns {Refusal} */
const unavailable = (message) => ({ status: 409, kind: "number_unavailable", message });

/**
 * The price is the shop's own. The page shows it first.
 *
 * @param {any} wanted
 * @param {Visit} visit
 * @returns {Promise<Refusal | PaidClaim>}
 */
async function claimOf({ number, price }, visit) {
  const plan = visit.env.NUMBERS ? planOf(number) : undefined;
  if (!plan) return { status: 404, message: "The shop sells no such number." };
  if (price !== plan.price) return PRICE_CHANGED;
  // The open claims come first: a claim that is done meanwhile is then among the shopper's numbers.
  const open = await visit.openClaims();
  if (open.includes(number)) return unavailable("The shopper is claiming this number.");
  const isOwn = (await readNumbers(visit)).some(({ mobile }) => mobile === number);
  if (isOwn) return unavailable("The number is the shopper's already.");
  return { kind: "claim", number, price };
}

/**
 * The price is the shop's own. The page shows it first.
 *
 * @param {any} wanted
 * @param {Visit} visit
 * @returns {Promise<Refusal | PaidRenewal>}
 */
async function renewalOf({ email, price }, visit) {
  const number = (await readNumbers(visit)).find((each) => each.email === email);
  if (!number) return { status: 404, message: "The shopper has no such number." };
  return price === number.price ? { kind: "renewal", email, price } : PRICE_CHANGED;
}
