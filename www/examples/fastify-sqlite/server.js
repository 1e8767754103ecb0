// The shop's server: the page, the shop's own endpoints, the gateway, and the webhook.
import { dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import staticFiles from "@fastify/static";
import createFastify from "fastify";
import { fastifyGateway } from "pressone-esim/gateway/node";
import { savePayment } from "./payments.js";
import { gateway, partner } from "./pressone.js";
import { findShopper, openSession } from "./shoppers.js";
import { webhook } from "./webhook.js";

const { PORT = "3000" } = process.env;
const RECOVERY_MS = 60_000;
const POLICY = [
  "default-src 'none'",
  // 'wasm-unsafe-eval' allows WebAssembly, and no eval of JavaScript.
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const fastify = createFastify({ bodyLimit: 65_536 });

fastify.addHook("onRequest", async (_request, reply) => {
  reply.headers({ "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff" });
});

fastify.register(fastifyGateway(gateway));
fastify.register(webhook);

fastify.get("/account", async (request, reply) => {
  const shopper = findShopper(request.headers.cookie);
  reply.header("Cache-Control", "no-store");
  return { esims: shopper?.esims ?? [] };
});

fastify.post("/sign-in", async (_request, reply) => {
  reply.header("Set-Cookie", openSession("ada"));
  return {};
});

fastify.post("/payments", async (request, reply) => {
  const shopper = findShopper(request.headers.cookie);
  const { iccid, package_id } = request.body ?? {};
  if (!shopper) return reply.code(401).send("Please sign in.");
  if (!shopper.esims.includes(iccid)) return reply.code(403).send("This is not your eSIM.");
  // The page may lie about the price.
  const offers = await partner.getTopupPackages(iccid);
  const offer = offers.find(({ id }) => id === package_id);
  if (!offer) return reply.code(404).send("There is no such package.");
  const payment = { shopper: shopper.id, iccid, package_id, price: offer.price };
  // With a Stripe account: stripe.checkout.sessions.create({ client_reference_id: reference, … })
  return { reference: savePayment(request.headers["idempotency-key"], payment) };
});

fastify.register(staticFiles, { root: fileURLToPath(new URL("public", import.meta.url)) });
fastify.register(staticFiles, {
  root: dirname(fileURLToPath(import.meta.resolve("pressone-esim/package.json"))),
  prefix: "/pressone-esim/",
  decorateReply: false,
});

await fastify.listen({ port: Number(PORT), host: "localhost" });
console.log(`http://localhost:${PORT}`);

/** Looks for the orders of purchases whose outcome is unknown. */
const recover = () => partner.recoverPurchases().catch(console.error);
setInterval(recover, RECOVERY_MS);
recover();

process.once("SIGTERM", async () => {
  await gateway.close(); // purchases that have begun come to their end
  process.exit();
});
