// For bundled pages.

/**
 * Buys the first offer, then calls with an invalid ICCID. Returns the order's id, true if the order is
 * in the list, and the error as it is after the bundler shortened its names.
 *
 * @param {Pick<typeof import("../../../pkg/index.js"), "createClient" | "PressOneError">} esim
 * @param {{ baseUrl: string, iccid: string }} shop
 */
export async function buyOnce({ createClient, PressOneError }, { baseUrl, iccid }) {
  const client = await createClient({ baseUrl });
  const [offer] = await client.getTopupPackages(iccid);
  if (!offer) throw new Error(`nothing is on offer for ${iccid}`);
  const { order_id } = await client.submitTopupOrder({
    iccid,
    package_id: offer.id,
    price: offer.price,
  });
  const { orders } = await client.getOrderList({ order_status: "completed" });
  const error = await client.getTopupPackages("x").catch((/** @type {any} */ thrown) => thrown);
  return {
    order: order_id,
    listed: orders.some(({ id }) => id === order_id),
    error: { name: error.name, ours: error instanceof PressOneError },
  };
}
