// A partner account of a seller's own: what it can buy, one package for each eSIM, and a token.

/**
 * @param {Awaited<ReturnType<typeof import("./partner.js").startPartner>>} partner
 * @param {string} name
 */
export async function openAccount(partner, name) {
  const { url, sandbox } = partner.world(name);
  const { credentials, iccids } = sandbox;
  const headers = { Accept: "application/json" };
  const grant = new URLSearchParams({ ...credentials, grant_type: "client_credentials" });
  const asked = await fetch(`${url}/customer/v2/token`, { method: "POST", headers, body: grant });
  const token = (await asked.json()).data.access_token;
  const authorized = { ...headers, Authorization: `Bearer ${token}` };
  const { active, digits17, digits22, unlimited, voiceText } = iccids;
  const offers = await Promise.all(
    [active, digits17, digits22, unlimited, voiceText].map(async (iccid) => {
      const path = `/customer/v2/sims/${iccid}/topups`;
      const answer = await fetch(url + path, { headers: authorized });
      const [{ id, price }] = (await answer.json()).data;
      return { iccid, package_id: String(id), price };
    }),
  );
  return { sandbox, token, offers, where: { partner: url, credentials } };
}
