// Sessions: a random cookie for each browser, kept in KV. A real shop has its sign-in here.

/**
 * @typedef {{ id: string, esims: { iccid: string, label: string }[], emails: string[] }} Shopper
 *
 * @typedef {object} KeyValue as much of a KV namespace as is used
 * @property {(key: string, type: "json") => Promise<any>} get
 * @property {(key: string, value: string, options: { expirationTtl: number }) => Promise<void>} put
 */

const COOKIE = "shop_session";
const DAY_S = 86_400;

/** @param {Request} request */
export function cookieOf(request) {
  const all = (request.headers.get("Cookie") ?? "").split(/; */);
  return all.find((one) => one.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}

/**
 * @param {KeyValue} sessions
 * @param {string | undefined} session
 * @returns {Promise<Shopper | null>}
 */
export async function shopperOf(sessions, session) {
  return session && /^[\w-]{32}$/.test(session) ? sessions.get(`session:${session}`, "json") : null;
}

/**
 * @param {KeyValue} sessions
 * @param {Shopper} shopper
 * @param {URL} url
 * @returns {Promise<string>} the cookie that opens it
 */
export async function openSession(sessions, shopper, url) {
  const session = crypto.randomUUID().replaceAll("-", "");
  await sessions.put(`session:${session}`, JSON.stringify(shopper), { expirationTtl: DAY_S });
  const secure = url.protocol === "https:" ? "; Secure" : "";
  return `${COOKIE}=${session}; Path=/; Max-Age=${DAY_S}${secure}; HttpOnly; SameSite=Strict`;
}
