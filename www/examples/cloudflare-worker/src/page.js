// The page: shows the shopper's eSIM, and buys top-ups through the gateway.
import { createClient } from "pressone-esim";
import { isRefused } from "pressone-esim/errors";

const pressone = await createClient({ baseUrl: "/api/pressone" });
// The keys of purchases that are not done. The server makes one payment for a key.
const paymentKeys = new Map();
const element = (id) => document.getElementById(id);

element("sign-in").addEventListener("click", async () => {
  await post("/sign-in");
  await showShop();
});
await showShop();

async function showShop() {
  const answer = await fetch("/account");
  const { esims } = await answer.json();
  element("sign-in").hidden = esims.length > 0;
  const [iccid] = esims;
  if (!iccid) return;
  try {
    await Promise.all([showOffers(iccid), showPackages(iccid)]);
  } catch (error) {
    show(explain(error));
  }
}

async function showOffers(iccid) {
  const offers = await pressone.getTopupPackages(iccid);
  const items = offers.map((offer) => {
    const button = document.createElement("button");
    button.textContent = "Buy";
    button.addEventListener("click", () => buy(iccid, offer));
    return listItem(`${offer.title}, $${offer.price} `, button);
  });
  element("offers").replaceChildren(...items);
}

async function showPackages(iccid) {
  const { packages } = await pressone.getPackageHistory(iccid);
  const items = packages.map((entry) => listItem(`${entry.package.title}: ${entry.status}`));
  element("packages").replaceChildren(...items);
}

/** Pays and orders. If an answer is lost, the next press repeats the same payment and the same order. */
async function buy(iccid, offer) {
  const purchase = { iccid, package_id: offer.id };
  const name = JSON.stringify(purchase);
  const key = paymentKeys.get(name) ?? crypto.randomUUID();
  paymentKeys.set(name, key);
  try {
    const { reference } = await post("/payments", purchase, { "Idempotency-Key": key });
    show(`Waiting for payment ${reference}`);
    const order = await orderWhenPaid({ ...purchase, reference });
    paymentKeys.delete(name);
    show(`Thank you! Order ${order.code}`);
    await showPackages(iccid);
  } catch (error) {
    // The money of a refused order goes back, so the next press is another payment.
    if (isRefused(error)) paymentKeys.delete(name);
    show(explain(error));
  }
}

/** Orders the package. Until the payment is confirmed, it asks again. */
async function orderWhenPaid(purchase) {
  for (;;) {
    try {
      return await pressone.submitTopupOrder(purchase);
    } catch (error) {
      if (error.kind !== "payment_pending") throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 2_000));
    }
  }
}

async function post(path, body = {}, headers = {}) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

function explain(error) {
  if (error.kind === "authentication") return "Please sign in again.";
  if (error.outcome === "unknown") return "We are checking your order.";
  if (error.outcome === "not_ordered") return "Nothing was ordered.";
  return `That did not work: ${error.message}`;
}

function show(text) {
  element("message").textContent = text;
}

function listItem(...parts) {
  const item = document.createElement("li");
  item.append(...parts);
  return item;
}
