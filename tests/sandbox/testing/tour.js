import { DAY } from "../core/dates.js";
import { BUSINESS_CODES } from "../core/errors.js";

/**
 * Every documented answer of every endpoint, once: the road that each shape has to travel.
 *
 * @typedef {{ name: string, status: number, headers: Record<string, string>, text: string }} Stop
 *
 * @param {import("../index.js").Sandbox} sandbox
 * @param {import("./caller.js").Caller} caller
 * @returns {Promise<Stop[]>}
 */
export async function tour(sandbox, caller) {
  const { iccids, emails, credentials, faults } = sandbox;
  const grant = { ...credentials, grant_type: "client_credentials" };
  /** @type {Stop[]} */
  const stops = [];
  /** @param {string} name @param {Promise<Response>} answer */
  const visit = async (name, answer) => {
    const response = await answer;
    // Tokens are random, and a tour is to be comparable.
    const text = (await response.text()).replace(/[0-9a-f]{48}/g, "…");
    stops.push({
      name,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text,
    });
  };

  await visit("token", caller.token(grant));
  await visit("token: unknown id", caller.token({ ...grant, client_id: "somebody" }));
  await visit("token: wrong secret", caller.token({ ...grant, client_secret: "wrong" }));
  for (const [name, iccid] of Object.entries(iccids)) {
    await visit(`topups: ${name}`, caller.topups(iccid));
    await visit(`history: ${name}`, caller.history(iccid));
  }
  await visit("history: too soon", caller.history(iccids.active));
  const offers = {
    active: "northwind-30days-3gb-topup",
    unlimited: "polaris-10days-unlimited-topup",
    voiceText: "harbour-30days-5gb-voice-topup",
  };
  await visit(
    "submit",
    caller.submit({ package_id: offers.active, iccid: iccids.active, description: "Paid 7" }),
  );
  await visit(
    "submit: unlimited",
    caller.submit({ package_id: offers.unlimited, iccid: iccids.unlimited }),
  );
  await visit(
    "submit: voice",
    caller.submit({ package_id: offers.voiceText, iccid: iccids.voiceText }),
  );
  await visit(
    "submit: other package",
    caller.submit({ package_id: offers.unlimited, iccid: iccids.active }),
  );
  await visit(
    "submit: recycled",
    caller.submit({ package_id: offers.active, iccid: iccids.recycled }),
  );
  await visit(
    "submit: unknown eSIM",
    caller.submit({ package_id: offers.active, iccid: iccids.unknown }),
  );
  faults.add({ endpoint: "submit", kind: "order-limit" });
  await visit("submit: limit", caller.submit({ package_id: offers.active, iccid: iccids.active }));
  for (const code of BUSINESS_CODES) {
    faults.add({ endpoint: "submit", kind: "error", code });
    await visit(
      `submit: ${code}`,
      caller.submit({ package_id: offers.active, iccid: iccids.active }),
    );
  }
  await visit("orders", caller.orders());
  await visit("orders: all", caller.orders({ include: "sims,user,status", limit: "9", page: "2" }));
  await visit("orders: none", caller.orders({ "filter[code]": "no such code" }));
  await visit("orders: bad limit", caller.orders({ limit: "many", page: "first" }));
  await visit("orders: eSIM", caller.orders({ "filter[iccid]": iccids.active }));
  const lastDay = new Date(sandbox.clock.now() - 2 * DAY).toISOString().slice(0, 10);
  await visit("orders: dates", caller.orders({ "filter[created_at]": `2026-05-01 - ${lastDay}` }));
  for (const [name, email] of Object.entries(emails))
    await visit(`renew: ${name}`, caller.renew({ email }));
  for (const endpoint of ["topups", "renew"]) {
    for (const kind of ["rate-limited", "unauthorized", "forbidden", "invalid"]) {
      faults.add({ endpoint, kind });
      const answer =
        endpoint === "renew"
          ? caller.renew({ email: emails.subscriber })
          : caller.topups(iccids.active);
      await visit(`${endpoint}: ${kind}`, answer);
    }
  }
  return stops;
}
