// Clients, sandboxes and their controls for the cases.

/**
 * @typedef {typeof import("../../../pkg/index.js")} Esim
 * @typedef {typeof import("../../../pkg/partner/index.js")} Partner
 * @typedef {Partial<import("../../../pkg/index.js").ClientOptions>} PageOptions
 * @typedef {Partial<import("../../../pkg/partner/index.js").PartnerOptions>} Options
 *
 * @typedef {object} Host
 * @property {Esim} esim The page client, imported as the platform imports it.
 * @property {Partner} [partner] The partner client; missing in a page.
 * @property {typeof import("../../../pkg/gateway/index.js")} [gateway] The package's gateway; missing in
 *   a page.
 * @property {string} [shop] In a page: the URL of a gateway on its server, which buys at the sandbox.
 * @property {string} url A sandbox of the case's own.
 *
 * @typedef {(host: Host) => Promise<void>} Case Throws if the platform breaks the contract.
 */

/** Calls the controls of a sandbox. @param {string} url */
export function createControl(url) {
  /** @param {string} method @param {string} path @param {unknown} [body] */
  return async (method, path, body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${url}/__sandbox/${path}`, init);
    const answer = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
}

/**
 * Connects a partner client to the sandbox; in a page, a page client.
 *
 * @param {Host} host
 * @param {Options} [options]
 */
export async function connect({ esim: page, partner, url }, options = {}) {
  const control = createControl(url);
  const { credentials, iccids, emails } = await control("GET", "examples");
  const esim = /** @type {any} */ (partner ?? page);
  /** @type {import("../../../pkg/partner/index.js").PartnerClient} */
  const client = await esim.createClient({
    baseUrl: url,
    maxRetries: 1,
    ...(partner && { credentials }),
    ...options,
  });
  /** Returns the number of requests whose path has this end. @param {string} end */
  const countRequests = async (end) => {
    /** @type {{ path: string }[]} */
    const requests = await control("GET", "requests");
    return requests.filter(({ path }) => path.endsWith(end)).length;
  };
  return { esim, url, control, client, iccids, emails, credentials, countRequests };
}

/** A client with a short lookup, and the arguments of a purchase. @param {Host} host */
export async function connectBuyer(host) {
  const connected = await connect(host, host.partner && { lookUpMs: 0 });
  const { client, iccids } = connected;
  const [offer] = await client.getTopupPackages(iccids.active);
  return { ...connected, purchase: { iccid: iccids.active, package_id: offer?.id ?? "" } };
}
