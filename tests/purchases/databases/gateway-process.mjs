// A gateway on Node with the store of a database. It starts when its standard input receives a line, and
// prints its address. It is killed by the test.
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";
import { json } from "node:stream/consumers";
import { createGateway } from "../../../pkg/gateway/index.js";
import { nodeHandler } from "../../../pkg/gateway/node.js";
import { createClient } from "../../../pkg/partner/node.js";
import { withClockAhead } from "../../gateway/clock.js";
import { openStore } from "../../stores/open-store.js";

/** @type {{ pressone: string, credentials: any, store: import("../../stores/open-store.js").Description, timeoutMs: number }} */
const options = JSON.parse(process.argv[2] ?? "");
process.stdin.once("close", () => process.exit());
await once(process.stdin, "data");

const { store } = await openStore(options.store);
const partner = await createClient({
  baseUrl: options.pressone,
  credentials: options.credentials,
  store,
  secret: "a secret of the tests' own, and long enough",
  lookUpMs: 400,
  timeoutMs: options.timeoutMs,
  maxRetries: 1,
});
const gateway = createGateway({
  partner,
  basePath: "",
  limit: { requests: 1_000_000, windowMs: 60_000 },
  authorize: (request) => ({ id: String(request.headers.get("X-Shopper")) }),
  ownsEsim: () => true,
  verifyPayment: () => true,
});
const handle = nodeHandler(gateway);

const server = createServer(async (incoming, outgoing) => {
  const method = /^\/direct\/(\w+)$/.exec(incoming.url ?? "")?.[1];
  if (!method) return handle(incoming, outgoing);
  const { args, aheadMs } = /** @type {any} */ (await json(incoming));
  try {
    const call = () => /** @type {any} */ (partner)[method](...args);
    outgoing.end(JSON.stringify((await withClockAhead(aheadMs, call)) ?? null));
  } catch (error) {
    outgoing.writeHead(500).end(String(error));
  }
});
server.listen(0, "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  console.log(`http://127.0.0.1:${port}`);
});
