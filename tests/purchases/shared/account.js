// A partner account: its token, and one offer for each of its eSIMs that can be topped up.

/** @typedef {import("../../../pkg-template/package/sandbox/index.js").Sandbox} Sandbox */

const ACCEPT = { Accept: "application/json" };

/** ICCIDs of the eSIMs that can be topped up. @param {Sandbox} sandbox */
export function activeIccids({ iccids }) {
  const { active, digits17, digits22, unlimited, voiceText } = iccids;
  return [active, digits17, digits22, unlimited, voiceText];
}

/**
 * @param {string} url Base URL of the account's sandbox.
 * @param {Sandbox} sandbox
 */
export async function openAccount(url, sandbox) {
  const grant = { ...sandbox.credentials, grant_type: "client_credentials" };
  const body = new URLSearchParams(grant);
  const answer = await fetch(`${url}/customer/v2/token`, { method: "POST", headers: ACCEPT, body });
  const token = String((await answer.json()).data.access_token);
  const offers = await Promise.all(
    activeIccids(sandbox).map((iccid) => fetchOffer(url, token, iccid)),
  );
  return { token, offers };
}

/**
 * Returns the first offer for an eSIM.
 *
 * @param {string} url
 * @param {string} token
 * @param {string} iccid
 */
async function fetchOffer(url, token, iccid) {
  const headers = { ...ACCEPT, Authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/customer/v2/sims/${iccid}/topups`, { headers });
  const [{ id, price }] = (await answer.json()).data;
  return { iccid, package_id: String(id), price: Number(price) };
}
