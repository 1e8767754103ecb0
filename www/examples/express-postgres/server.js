// The shop's server: the page, the shop's own endpoints, the gateway, and the webhook.
import { dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import express from "express";
import { nodeHandler } from "pressone-esim/gateway/node";
import { pool } from "./database.js";
import { savePayment } from "./payments.js";
import { gateway, partner } from "./pressone.js";
import { findShopper, openSession } from "./shoppers.js";
import { handleWebhook } from "./webhook.js";

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

const app = express();
app.disable("x-powered-by");
app.use((_request, response, next) => {
  response.set({ "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff" });
  next();
});

// Both read the body themselves, so they come before the parser.
app.use("/api/pressone", nodeHandler(gateway));
app.post("/webhook", express.raw({ type: "application/json" }), handleWebhook);

app.use(express.json({ limit: "4kb" }));

app.get("/account", async (request, response) => {
  const shopper = await findShopper(request.headers.cookie);
  response.set("Cache-Control", "no-store").json({ esims: shopper?.esims ?? [] });
});

app.post("/sign-in", async (_request, response) => {
  await openSession(response, "ada");
  response.json({});
});

app.post("/payments", async (request, response) => {
  const shopper = await findShopper(request.headers.cookie);
  const { iccid, package_id } = request.body ?? {};
  if (!shopper) return response.status(401).send("Please sign in.");
  if (!shopper.esims.includes(iccid)) return response.status(403).send("This is not your eSIM.");
  // The page may lie about the price.
  const offers = await partner.getTopupPackages(iccid);
  const offer = offers.find(({ id }) => id === package_id);
  if (!offer) return response.status(404).send("There is no such package.");
  const payment = { shopper: shopper.id, iccid, package_id, price: offer.price };
  // With a Stripe account: stripe.checkout.sessions.create({ client_reference_id: reference, … })
  return response.json({
    reference: await savePayment(request.headers["idempotency-key"], payment),
  });
});

app.use(express.static(fileURLToPath(new URL("public", import.meta.url))));
const pressone = dirname(fileURLToPath(import.meta.resolve("pressone-esim/package.json")));
app.use("/pressone-esim", express.static(pressone));

app.listen(Number(PORT), () => console.log(`http://localhost:${PORT}`));

/** Looks for the orders of purchases whose outcome is unknown. */
const recover = () => partner.recoverPurchases().catch(console.error);
setInterval(recover, RECOVERY_MS);
recover();

process.once("SIGTERM", async () => {
  await gateway.close(); // purchases that have begun come to their end
  await pool.end();
  process.exit();
});
