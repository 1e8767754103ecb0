"use client";

import { createClient, PressOneError } from "pressone-esim";
import { useState } from "react";

/** Buys the first offer, and tells of the order and how an error looks after names were minified. */
async function buyAndErr({ baseUrl, iccid }) {
  const client = await createClient({ baseUrl });
  const [offer] = await client.getTopupPackages(iccid);
  const { order_id } = await client.submitTopupOrder({
    iccid,
    package_id: offer.id,
    price: offer.price,
  });
  const { orders } = await client.getOrderList({ order_status: "completed" });
  const error = await client.getTopupPackages("x").catch((thrown) => thrown);
  return {
    order: order_id,
    listed: orders.some(({ id }) => id === order_id),
    error: { name: error.name, ours: error instanceof PressOneError },
  };
}

export function Shop(shop) {
  const [told, setTold] = useState("");
  const buy = () =>
    buyAndErr(shop)
      .then((value) => JSON.stringify(value), String)
      .then(setTold);
  return (
    <main>
      <button type="button" onClick={buy}>
        Buy
      </button>
      <output>{told}</output>
    </main>
  );
}
