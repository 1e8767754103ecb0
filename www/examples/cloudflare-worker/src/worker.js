// The shop: the page's files, the shop's own endpoints, the gateway, and the webhook.
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";
import { savePayment } from "./payments.js";
import { createPartner, createShopGateway } from "./pressone.js";
import { findShopper, openSession } from "./sessions.js";
import { handleWebhook } from "./webhook.js";

export { StoreObject };

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The store, the client and the gateway. They are made once for each isolate. */
let shop;

function openShop(env) {
  const store = cloudflareStore(env.STORE);
  const partner = () => createPartner(env, store);
  return { store, partner, gateway: createShopGateway(partner, store) };
}

export default {
  async fetch(request, env, context) {
    shop ??= openShop(env);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/pressone/")) return shop.gateway(request, context);
    switch (`${request.method} ${pathname}`) {
      case "GET /account":
        return getAccount(request);
      case "POST /sign-in":
        return signIn();
      case "POST /payments":
        return startPayment(request);
      case "POST /webhook":
        return handleWebhook(request, { ...shop, secret: env.WEBHOOK_SECRET });
      default:
        return servePage(request, env);
    }
  },

  async scheduled(_event, env) {
    shop ??= openShop(env);
    const partner = await shop.partner();
    const { settled, open } = await partner.recoverPurchases();
    console.log(`${settled.length} settled, ${open.length} open`);
    partner.free();
  },
};

async function getAccount(request) {
  const shopper = await findShopper(shop.store, request.headers.get("Cookie"));
  return Response.json(
    { esims: shopper?.esims ?? [] },
    { headers: { "Cache-Control": "no-store" } },
  );
}

async function signIn() {
  const cookie = await openSession(shop.store, "ada");
  return Response.json({}, { headers: { "Set-Cookie": cookie } });
}

async function startPayment(request) {
  const shopper = await findShopper(shop.store, request.headers.get("Cookie"));
  if (!shopper) return new Response("Please sign in.", { status: 401 });
  const { iccid, package_id } = await request.json();
  if (!shopper.esims.includes(iccid))
    return new Response("This is not your eSIM.", { status: 403 });
  // The page may lie about the price.
  const partner = await shop.partner();
  const offers = await partner.getTopupPackages(iccid);
  partner.free();
  const offer = offers.find(({ id }) => id === package_id);
  if (!offer) return new Response("There is no such package.", { status: 404 });
  // With a Stripe account: stripe.checkout.sessions.create({ client_reference_id: reference, … })
  const payment = { shopper: shopper.id, iccid, package_id, price: offer.price, state: "pending" };
  const key = request.headers.get("Idempotency-Key");
  return Response.json({ reference: await savePayment(shop.store, key, payment) });
}

async function servePage(request, env) {
  const file = await env.ASSETS.fetch(request);
  const answer = new Response(file.body, file);
  answer.headers.set("Content-Security-Policy", POLICY);
  answer.headers.set("X-Content-Type-Options", "nosniff");
  return answer;
}
