/**
 * The answers that the shopper has seen, for a visit without a connection. The browser keeps those of one shopper.
 * They are forgotten when the session ends, and when the account is that of another shopper.
 */

const PREFIX = "answers of ";
/** The header of a kept answer: the time of the answer, in ms since the epoch. */
const SEEN_AT = "Seen-At";
/** A session of the shop lasts as long. */
const MAX_AGE_MS = 24 * 3_600_000;
const MAX_ANSWERS = 100;
const ACCOUNT = "/shop/account";
/** The answers that are kept. Payments and purchases are none of them. */
const KEPT = /^\/(?:shop\/account$|api\/pressone\/customer\/)/;

/** The cache of the page's shopper; undefined before the account is known. @type {string | undefined} */
let own;

/** @param {Request} request */
const mayBeKept = ({ method, url }) => method === "GET" && KEPT.test(new URL(url).pathname);

/** The names of the caches with answers. There is one at most, except while the account changes. */
const cacheNames = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

/**
 * Runs tasks one after another, those of other tabs too.
 *
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
const inTurn = (task) => navigator.locks.request("answers", task);

/** @param {string} [except] */
async function forgetAll(except) {
  const others = (await cacheNames()).filter((name) => name !== except);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** Forgets all answers. A shop calls it when the shopper signs out. */
export const forgetAnswers = () => inTurn(() => forgetAll());

/** Begins the answers of a shopper, and forgets those of others. @param {string} shopper */
async function begin(shopper) {
  own = PREFIX + shopper;
  await forgetAll(own);
  await caches.open(own);
}

/**
 * Keeps an answer if it may be kept. Other answers stay in no storage.
 *
 * @param {Request} request
 * @param {Response} response a copy
 */
export async function keepAnswer(request, response) {
  if (response.status === 401) return forgetAnswers();
  if (!response.ok || !mayBeKept(request)) return;
  const text = await response.text();
  const isAccount = new URL(request.url).pathname === ACCOUNT;
  const headers = { "Content-Type": "application/json", [SEEN_AT]: String(Date.now()) };
  await inTurn(async () => {
    if (isAccount) await begin(JSON.parse(text).shopper);
    // Another tab has found another shopper.
    if (!own || !(await caches.has(own))) return;
    const cache = await caches.open(own);
    await cache.put(request.url, new Response(text, { headers }));
    const [oldest, ...rest] = (await cache.keys()).filter(({ url }) => !url.endsWith(ACCOUNT));
    if (oldest && rest.length >= MAX_ANSWERS) await cache.delete(oldest);
  });
}

/**
 * Returns the last answer to a request.
 *
 * @param {Request} request
 * @returns {Promise<{ response: Response, seenAt: number } | undefined>}
 */
export async function findAnswer(request) {
  if (!mayBeKept(request)) return undefined;
  const name = own ?? (await cacheNames())[0];
  if (!name || !(await caches.has(name))) return undefined;
  const found = await (await caches.open(name)).match(request.url);
  const seenAt = Number(found?.headers.get(SEEN_AT));
  const age = Date.now() - seenAt;
  if (!found || !(age < MAX_AGE_MS)) return undefined;
  return { response: Response.json(grownOlder(await found.json(), age)), seenAt };
}

/** Adds the time since the answer to the age of a package history. @param {any} body @param {number} age in ms */
function grownOlder(body, age) {
  const { meta } = body;
  if (meta?.age_ms === undefined) return body;
  const age_ms = Math.min(meta.age_ms + Math.max(age, 0), MAX_AGE_MS);
  return { ...body, meta: { ...meta, age_ms, next_ms: 0, source: "stale" } };
}
