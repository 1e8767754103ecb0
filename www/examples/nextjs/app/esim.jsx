"use client";

import { createClient } from "pressone-esim";
import { isRefused } from "pressone-esim/errors";
import { useEffect, useState } from "react";
import { startPayment } from "./actions.js";

let client;
// The keys of purchases that are not done. The server makes one payment for a key.
const paymentKeys = new Map();

/** Returns the page's client. It is made in the browser, and once. */
function pageClient() {
  client ??= createClient({ baseUrl: "/api/pressone" });
  return client;
}

export function Esim({ iccid }) {
  const [offers, setOffers] = useState([]);
  const [packages, setPackages] = useState([]);
  const [message, setMessage] = useState("");

  async function showHistory() {
    const pressone = await pageClient();
    const history = await pressone.getPackageHistory(iccid);
    setPackages(history.packages);
  }

  async function showEsim() {
    const pressone = await pageClient();
    setOffers(await pressone.getTopupPackages(iccid));
    await showHistory();
  }

  /** Pays and orders. If an answer is lost, the next press repeats the same payment and the same order. */
  async function buy(offer) {
    const name = `${iccid} ${offer.id}`;
    const key = paymentKeys.get(name) ?? crypto.randomUUID();
    paymentKeys.set(name, key);
    try {
      const reference = await startPayment(iccid, offer.id, key);
      if (!reference) return setMessage("Please sign in again.");
      setMessage(`Waiting for payment ${reference}`);
      const order = await orderWhenPaid({ iccid, package_id: offer.id, reference });
      paymentKeys.delete(name);
      setMessage(`Thank you! Order ${order.code}`);
      await showHistory();
    } catch (error) {
      // The money of a refused order goes back, so the next press is another payment.
      if (isRefused(error)) paymentKeys.delete(name);
      setMessage(explain(error));
    }
  }

  useEffect(() => {
    showEsim().catch((error) => setMessage(explain(error)));
  }, [iccid]);

  return (
    <main>
      <h1>eSIM {iccid}</h1>
      <p role="status">{message}</p>
      <h2>Top-ups</h2>
      <ul aria-label="Top-ups">
        {offers.map((offer) => (
          <li key={offer.id}>
            {offer.title}, ${offer.price}{" "}
            <button type="button" onClick={() => buy(offer)}>
              Buy
            </button>
          </li>
        ))}
      </ul>
      <h2>Packages</h2>
      <ul aria-label="Packages">
        {packages.map((entry, index) => (
          <li key={entry.id ?? index}>
            {entry.package.title}: {entry.status}
          </li>
        ))}
      </ul>
    </main>
  );
}

/** Orders the package. Until the payment is confirmed, it asks again. */
async function orderWhenPaid(purchase) {
  const pressone = await pageClient();
  for (;;) {
    try {
      return await pressone.submitTopupOrder(purchase);
    } catch (error) {
      if (error.kind !== "payment_pending") throw error;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 2_000));
    }
  }
}

function explain(error) {
  if (error.kind === "authentication") return "Please sign in again.";
  if (error.outcome === "unknown") return "We are checking your order.";
  if (error.outcome === "not_ordered") return "Nothing was ordered.";
  return `That did not work: ${error.message}`;
}
