// A gateway whose answers are written down beforehand.

/** @typedef {{ line: string, key: string | null, body: any }} Sent */
/** @typedef {() => Response} Answer */

const MARK = { gateway: 1, message: "text" };

/** @param {unknown} body @param {number} [status] @param {Record<string, string>} [headers] */
const json = (body, status = 200, headers = {}) =>
  /** @type {Answer} */ (() => Response.json(body, { status, headers }));

/** An answer that knows the purchase. @param {object} purchase @param {number} [status] */
const known = (purchase, status) =>
  json({ data: { reference: "pay-1", kind: "topup", tries: 0, ...purchase }, meta: MARK }, status);

/** An answer that says nothing of the purchase. @param {number} status @param {string} [code] */
const refusal = (status, code) => json({ code, reason: "no", meta: MARK }, status);

/** @param {number} status @param {string} text */
const page = (status, text) => /** @type {Answer} */ (() => new Response(text, { status }));

const order = { id: 7, code: "c-7", package_id: "fjord", price: 4.5, created_at: "t" };
const done = known({ state: "done", order });
const other = known({ state: "done", order: { ...order, package_id: "bay" } });
const open = known({ state: "open" }, 202);
const none = known({ state: "none" });
const closed = known({ state: "closed" }, 409);
const failed = (/** @type {object} */ error, /** @type {object} */ more = {}) =>
  known({ state: "failed", tries: 1, error, ...more }, 422);
const stored = failed({ kind: "server" }, { stored: true, tries: 2 });
const dearer = failed({ kind: "price_changed", prices: { paid: 4.5, offered: 5 } });
const lost = /** @type {Answer} */ (
  () => {
    throw new TypeError("offline");
  }
);
const redirect = /** @type {Answer} */ (
  () => new Response(null, { status: 308, headers: { Location: "/elsewhere" } })
);
const html = page(200, "<html>");

/**
 * The end of a purchase: its name, whether the caller gave the reference, the answers (the last one again
 * and again), the methods of the requests, and the order's source, or the kind and outcome of the error.
 *
 * @type {[string, boolean, Answer[], string, string][]}
 */
const PURCHASES = [
  ["done", true, [done], "POST", "answer"],
  ["a stored failure is tried again once", true, [stored, done], "POST POST", "answer"],
  [
    "a second stored failure is returned",
    true,
    [stored, stored],
    "POST POST",
    "server not_ordered",
  ],
  ["a lost answer is asked for", true, [lost, done], "POST GET", "answer"],
  ["an unreadable answer is asked for", true, [page(502, "<html>"), done], "POST GET", "answer"],
  ["a redirect is asked about, not followed", true, [redirect, done], "POST GET", "answer"],
  ["an open one is asked for", true, [open, done], "POST GET", "answer"],
  ["one in progress is asked for", true, [refusal(409, "in_progress"), done], "POST GET", "answer"],
  ["one that did not arrive is sent again", true, [lost, none, done], "POST GET POST", "answer"],
  [
    "a failure after a lost answer is not tried again",
    true,
    [lost, none, stored],
    "POST GET POST",
    "server not_ordered",
  ],
  [
    "an order of no gateway is not believed",
    true,
    [json({ data: order }), done],
    "POST GET",
    "answer",
  ],
  ["closed", true, [closed], "POST", "purchase_closed not_ordered"],
  [
    "of another purchase",
    true,
    [refusal(409, "reference_reused"), done],
    "POST",
    "reference_reused not_ordered",
  ],
  [
    "found, but of another package",
    true,
    [lost, other],
    "POST GET",
    "reference_reused not_ordered",
  ],
  ["another price", true, [dearer], "POST", "price_changed not_ordered"],
  [
    "a kind that this version does not know",
    true,
    [failed({ kind: "x" })],
    "POST",
    "validation not_ordered",
  ],
  ["no gateway: 404", true, [page(404, "")], "POST GET", "configuration unknown"],
  ["no gateway: 405", true, [json({}, 405)], "POST GET", "configuration unknown"],
  ["no gateway: a page", false, [html], "POST GET", "configuration unknown"],
  ["unknown shopper, new reference", false, [refusal(401)], "POST", "authentication not_ordered"],
  ["unknown shopper, used reference", true, [refusal(401)], "POST GET", "authentication unknown"],
  [
    "unpaid",
    true,
    [refusal(402, "payment_required"), none],
    "POST GET",
    "payment_required not_ordered",
  ],
  [
    "not paid yet",
    true,
    [refusal(409, "payment_pending"), none],
    "POST GET",
    "payment_pending not_ordered",
  ],
  ["refused, but bought before", true, [refusal(503), done], "POST GET", "answer"],
  [
    "refused, and the earlier one failed",
    true,
    [refusal(503), stored],
    "POST GET",
    "server not_ordered",
  ],
  ["refused, and an earlier one is open", true, [refusal(503), open], "POST GET", "server unknown"],
  ["too many requests", false, [refusal(429)], "POST", "rate_limited not_ordered"],
];

/** The rows of `PURCHASES`, each with its `fetch`. @returns {unknown[][]} */
export const purchases = () =>
  PURCHASES.map(([name, named, answers, ...expected]) => [
    ...[name, named, scriptedFetch(answers)],
    ...expected,
  ]);

/** A gateway that never tells the outcome of a purchase. */
export const silentFetch = () => scriptedFetch([lost]);

/** A gateway that has the order. */
export const sellingFetch = () => scriptedFetch([done]);

/** A gateway with this order. @param {unknown} order */
export const fetchWithOrder = (order) => scriptedFetch([known({ state: "done", order })]);

/** A gateway with another price, and then with the order. */
export const dearerFetch = () => scriptedFetch([dearer]);

/** @param {Answer[]} answers */
function scriptedFetch(answers) {
  /** @type {Sent[]} */
  const sent = [];
  const fetch = async (/** @type {Request} */ request) => {
    const { method, url, headers } = request;
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push({
      line: `${method} ${new URL(url).pathname}`,
      key: headers.get("Idempotency-Key"),
      body: method === "POST" ? await request.json() : null,
    });
    return answer?.();
  };
  return Object.assign(fetch, { sent });
}

/** The requests of a scripted `fetch`. @param {{ sent: Sent[] }} fetch */
export const sentOf = ({ sent }) => sent;

/** The methods of its requests. @param {{ sent: Sent[] }} fetch */
export const methodsOf = ({ sent }) => sent.map(({ line }) => line.split(" ", 1)[0]).join(" ");

/** The names of the page's databases. */
export const databaseNames = async () =>
  (await indexedDB.databases()).map(({ name }) => name).join();
