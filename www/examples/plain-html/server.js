// The shop's server: the page's files, the shop's own endpoints, and the gateway.
import { createServer } from "node:http";
import process from "node:process";
import { json } from "node:stream/consumers";
import { nodeHandler } from "pressone-esim/gateway/node";
import { sendFile } from "./page-files.js";
import { savePayment } from "./payments.js";
import { gateway, partner, store } from "./pressone.js";
import { findShopper, openSession } from "./sessions.js";

const { PORT = "3000" } = process.env;
const MAX_BODY_BYTES = 4_096;
const handleGateway = nodeHandler(gateway);

const server = createServer((request, response) => {
  handle(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(Number(PORT), () => console.log(`http://localhost:${PORT}`));

process.once("SIGTERM", async () => {
  await gateway.close(); // purchases that have begun come to their end
  process.exit();
});

async function handle(request, response) {
  const [path] = request.url.split("?");
  if (path.startsWith("/api/pressone/")) return handleGateway(request, response);
  switch (`${request.method} ${path}`) {
    case "GET /account":
      return getAccount(request, response);
    case "POST /sign-in":
      return signIn(response);
    case "POST /payments":
      return pay(request, response);
    default:
      return sendFile(response, path);
  }
}

async function getAccount(request, response) {
  const shopper = await findShopper(store, request.headers.cookie);
  sendJson(response, { esims: shopper?.esims ?? [] });
}

async function signIn(response) {
  response.setHeader("Set-Cookie", await openSession(store, "ada"));
  sendJson(response, {});
}

/** A shop calls its payment provider here. This payment is confirmed at once. */
async function pay(request, response) {
  const isShort = Number(request.headers["content-length"]) <= MAX_BODY_BYTES;
  if (!isShort) return response.writeHead(413).end();
  const { iccid, package_id } = await json(request);
  const shopper = await findShopper(store, request.headers.cookie);
  if (!shopper) return response.writeHead(401).end("Please sign in.");
  if (!shopper.esims.includes(iccid)) return response.writeHead(403).end("This is not your eSIM.");
  // The page may lie about the price.
  const offers = await partner.getTopupPackages(iccid);
  const offer = offers.find(({ id }) => id === package_id);
  if (!offer) return response.writeHead(404).end("There is no such package.");
  const payment = { shopper: shopper.id, iccid, package_id, price: offer.price, state: "paid" };
  const key = request.headers["idempotency-key"];
  return sendJson(response, { reference: await savePayment(store, key, payment) });
}

function sendJson(response, value) {
  response.setHeader("Content-Type", "application/json");
  response.setHeader("Cache-Control", "no-store");
  response.end(JSON.stringify(value));
}
