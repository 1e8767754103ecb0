// Sessions: a random cookie for each browser, stored in KV. A real shop has its sign-in here.

/**
 * @typedef {{ email: string, mobile: string, plan: string, price: number }} PhoneNumber price in US dollars a month
 * @typedef {object} Shopper
 * @property {string} id
 * @property {{ iccid: string, label: string, isRetired?: boolean }[]} esims
 * @property {PhoneNumber[]} [numbers]
 *
 * @typedef {object} KeyValueStore the methods of a KV namespace that sessions use
 * @property {(key: string, type: "json") => Promise<any>} get
 * @property {(key: string, value: string, options: { expirationTtl: number }) => Promise<void>} put
 */

const COOKIE_NAME = "shop_session";
const MAX_AGE_S = 86_400;

/** @param {string} sessionId */
const storageKey = (sessionId) => `session:${sessionId}`;

/** @param {Request} request */
export function readSessionId(request) {
  const cookies = (request.headers.get("Cookie") ?? "").split(/; */);
  const prefix = `${COOKIE_NAME}=`;
  return cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length);
}

/**
 * @param {KeyValueStore} sessions
 * @param {string | undefined} sessionId
 * @returns {Promise<Shopper | null>} null if there is no such session
 */
export async function getShopper(sessions, sessionId) {
  if (!sessionId || !/^[\w-]{32}$/.test(sessionId)) return null;
  return sessions.get(storageKey(sessionId), "json");
}

/** @param {KeyValueStore} sessions @param {string} sessionId @param {Shopper} shopper */
export const putShopper = (sessions, sessionId, shopper) =>
  sessions.put(storageKey(sessionId), JSON.stringify(shopper), { expirationTtl: MAX_AGE_S });

/**
 * @param {KeyValueStore} sessions
 * @param {Shopper} shopper
 * @param {URL} url
 * @returns {Promise<string>} the value of the `Set-Cookie` header
 */
export async function createSession(sessions, shopper, url) {
  const sessionId = crypto.randomUUID().replaceAll("-", "");
  await putShopper(sessions, sessionId, shopper);
  const secure = url.protocol === "https:" ? "; Secure" : "";
  return `${COOKIE_NAME}=${sessionId}; Path=/; Max-Age=${MAX_AGE_S}${secure}; HttpOnly; SameSite=Strict`;
}
