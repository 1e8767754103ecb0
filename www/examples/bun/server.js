// The shop's server: the page's files, the shop's own endpoints, and the gateway.
import { pageFile } from "./page-files.js";
import { savePayment } from "./payments.js";
import { gateway, partner, store } from "./pressone.js";
import { findShopper, openSession } from "./sessions.js";

Bun.serve({
  port: Bun.env.PORT ?? 3000,
  routes: {
    "/api/pressone/*": (request) => gateway(request),
    "/account": { GET: getAccount },
    "/sign-in": { POST: signIn },
    "/payments": { POST: pay },
  },
  fetch: (request) => pageFile(new URL(request.url).pathname),
});

process.once("SIGTERM", async () => {
  await gateway.close(); // purchases that have begun come to their end
  process.exit();
});

async function getAccount(request) {
  const shopper = await findShopper(store, request.headers.get("Cookie"));
  const headers = { "Cache-Control": "no-store" };
  return Response.json({ esims: shopper?.esims ?? [] }, { headers });
}

async function signIn() {
  return Response.json({}, { headers: { "Set-Cookie": await openSession(store, "ada") } });
}

/** A shop calls its payment provider here. This payment is confirmed at once. */
async function pay(request) {
  const shopper = await findShopper(store, request.headers.get("Cookie"));
  if (!shopper) return new Response("Please sign in.", { status: 401 });
  const { iccid, package_id } = await request.json();
  if (!shopper.esims.includes(iccid))
    return new Response("This is not your eSIM.", { status: 403 });
  // The page may lie about the price.
  const offers = await partner.getTopupPackages(iccid);
  const offer = offers.find(({ id }) => id === package_id);
  if (!offer) return new Response("There is no such package.", { status: 404 });
  const payment = { shopper: shopper.id, iccid, package_id, price: offer.price, state: "paid" };
  const key = request.headers.get("Idempotency-Key");
  return Response.json({ reference: await savePayment(store, key, payment) });
}
