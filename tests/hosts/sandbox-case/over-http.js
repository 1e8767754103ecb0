// A partner client of a sandbox over HTTP, whose faults are switched by its control paths.
import assert from "node:assert/strict";
import { createClient } from "../../../pkg/partner/node.js";

/** @param {string} url */
export async function callAsPartner(url) {
  const control = async (/** @type {string} */ path, /** @type {unknown} */ body) => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    return (await fetch(`${url}/__sandbox/${path}`, init)).json();
  };
  const { credentials, iccids, emails } = await control("examples", undefined);
  const client = await createClient({ baseUrl: url, credentials, maxRetries: 0 });
  const [offer] = await client.getTopupPackages(iccids.active);
  const order = { iccid: iccids.active, package_id: offer?.id ?? "" };
  await client.submitTopupOrder({ ...order, reference: "pay-1" });
  await client.getPackageHistory(iccids.active);
  await client.getOrderList({ limit: 1 });
  await client.renewNumber({ email: emails.subscriber, reference: "pay-2" });
  await control("faults", [
    { endpoint: "submit", kind: "cut-after" },
    { endpoint: "topups", kind: "half-answer", skip: 1 },
  ]);
  await client.submitTopupOrder({ ...order, reference: "pay-3" });
  await assert.rejects(client.getTopupPackages(iccids.active), { kind: "network" });
  const { orders, renewals } = await control("ledger", undefined);
  assert.deepEqual([orders.length, renewals.length], [2, 1]);
  const { violations } = await control("violations", undefined);
  assert.deepEqual(violations, []);
}
