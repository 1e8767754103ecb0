// The sandbox in process, on every platform. Needs the installed package.
import { createSandbox } from "pressone-esim/sandbox";

/** @param {unknown} found @param {unknown} expected @param {string} what */
function assertEqual(found, expected, what) {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left} instead of ${right}`);
}

/** The error's kind of a call that has to fail. @param {Promise<unknown>} call */
const kindOf = (call) =>
  call.then(
    () => "no error",
    (error) => error.kind ?? String(error),
  );

/**
 * All calls of a partner client.
 *
 * @param {typeof import("../../../pkg/partner/index.js").createClient} createClient
 */
export async function callAsPartner(createClient) {
  const sandbox = createSandbox();
  const { baseUrl, credentials, fetch, iccids, emails } = sandbox;
  const client = await createClient({ baseUrl, credentials, fetch, maxRetries: 0 });
  const [offer, ...others] = await client.getTopupPackages(iccids.active);
  assertEqual([offer?.price, others.length], [4.5, 2], "offers");
  const buy = (/** @type {string} */ reference) =>
    client.submitTopupOrder({ iccid: iccids.active, package_id: offer?.id ?? "", reference });

  const order = await buy("pay-1");
  assertEqual(sandbox.ledger.orders.length, 1, "orders");
  assertEqual(sandbox.ledger.balance, 245.5, "balance");
  const { packages } = await client.getPackageHistory(iccids.active);
  assertEqual(packages.length, 4, "packages");
  const { orders } = await client.getOrderList({ limit: 1 });
  assertEqual(orders[0]?.code, order.code, "the newest order");
  await client.renewNumber({ email: emails.subscriber, reference: "pay-2" });
  assertEqual(sandbox.ledger.renewals.length, 1, "renewals");

  sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
  await buy("pay-3");
  assertEqual(sandbox.ledger.orders.length, 2, "orders after a lost answer");
  sandbox.faults.add({ endpoint: "topups", kind: "rate-limited" });
  const limited = await kindOf(client.getTopupPackages(iccids.active));
  assertEqual(limited, "rate_limited", "a fault");
  sandbox.faults.add({ endpoint: "topups", kind: "hang" });
  const hung = await kindOf(client.getTopupPackages(iccids.active, { timeoutMs: 50 }));
  assertEqual(hung, "timeout", "no answer");
  sandbox.faults.add({ endpoint: "topups", kind: "half-answer" });
  const half = await kindOf(client.getTopupPackages(iccids.active));
  assertEqual(half, "network", "half an answer");

  sandbox.shapes.set("everything irregular");
  const { price } = await buy("pay-4");
  assertEqual(price, 4.5, "an irregular order");
  assertEqual(sandbox.violations, [], "violations");
}

/**
 * The reads of a page's client, which has a token of the partner here.
 *
 * @param {typeof import("../../../pkg/index.js").createClient} createClient
 */
export async function readAsPage(createClient) {
  const sandbox = createSandbox({ shapes: "newer" });
  const { baseUrl, credentials, fetch, iccids } = sandbox;
  const body = new URLSearchParams({ ...credentials, grant_type: "client_credentials" });
  const headers = { accept: "application/json" };
  const answer = await fetch(`${baseUrl}/customer/v2/token`, { method: "POST", headers, body });
  const { data } = await answer.json();
  const client = await createClient({ baseUrl, token: data.access_token, fetch, maxRetries: 0 });
  const offers = await client.getTopupPackages(iccids.active);
  assertEqual(offers.length, 3, "offers");
  const { packages } = await client.getPackageHistory(iccids.active);
  assertEqual(packages.length, 3, "packages");
  sandbox.faults.add({ endpoint: "orders", kind: "cut-before" });
  assertEqual(await kindOf(client.getOrderList({ limit: 1 })), "network", "a cut connection");
  assertEqual(sandbox.violations, [], "violations");
}
