// The shop's server: the page's files, the shop's own endpoints, and the gateway.
import { pageFile } from "./page-files.js";
import { savePayment } from "./payments.js";
import { gateway, partner, store } from "./pressone.js";
import { findShopper, openSession } from "./sessions.js";

Deno.serve({ port: Number(Deno.env.get("PORT") ?? 3000) }, handle);

Deno.addSignalListener("SIGTERM", async () => {
  await gateway.close(); // purchases that have begun come to their end
  Deno.exit();
});

function handle(request) {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/api/pressone/")) return gateway(request);
  switch (`${request.method} ${pathname}`) {
    case "GET /account":
      return getAccount(request);
    case "POST /sign-in":
      return signIn();
    case "POST /payments":
      return pay(request);
    default:
      return pageFile(pathname);
  }
}

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
