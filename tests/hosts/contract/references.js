// References of purchases and renewals in requests.
import { assert, equal, rejects } from "./checks.js";

const PURCHASE = { iccid: "8944500102030405061", package_id: "fjord" };

/** A server with one offer. It loses the answer to an order with the reference `lost`. */
function createServer() {
  /** @type {Request[]} */
  const requests = [];
  const fetch = async (/** @type {Request} */ request) => {
    requests.push(request);
    if (request.method === "GET") {
      const offer = { id: "fjord", type: "topup", price: 1, amount: 1, day: 1, title: "x" };
      return Response.json({ data: [{ ...offer, data: "1 GB", is_unlimited: false }] });
    }
    if (request.headers.get("Idempotency-Key") === "lost") throw new TypeError("cut");
    return Response.json({ data: { id: 1, code: "c", price: 1, created_at: "t" } });
  };
  const keys = () => requests.map(({ headers }) => headers.get("Idempotency-Key"));
  return { fetch, requests, keys };
}

/** @type {Record<string, import("./host.js").Case>} */
export const references = {
  "a gateway gets the reference of a write in Idempotency-Key": async ({ esim, url }) => {
    const { fetch, keys } = createServer();
    const client = await esim.createClient({ baseUrl: url, fetch });
    const given = await client.submitTopupOrder({ ...PURCHASE, reference: "pay-7" });
    const first = await client.submitTopupOrder(PURCHASE);
    const second = await client.submitTopupOrder(PURCHASE);
    equal(given.reference, "pay-7", "the caller's reference");
    assert(/^[0-9a-f]{32}$/.test(first.reference ?? ""), "a random reference");
    assert(first.reference !== second.reference, "another reference for another purchase");
    equal(keys(), [null, "pay-7", null, first.reference, null, second.reference], "headers");
    const lost = { ...PURCHASE, reference: "lost" };
    const error = await rejects(client.submitTopupOrder(lost), "outcome_unknown");
    equal(error.reference, "lost", "the error's reference");
    const renewal = await client.renewNumber({ email: "ada@example.org", reference: "renewal-1" });
    equal([renewal.reference, keys().at(-1)], ["renewal-1", "renewal-1"], "a renewal's reference");
    for (const reference of ["", "a b", "a/b", "x".repeat(65)]) {
      await rejects(client.submitTopupOrder({ ...PURCHASE, reference }), "invalid_argument");
    }
  },

  "PressOne gets the reference of an order in its description only": async ({ esim, url }) => {
    // In a page every token belongs to the shop, so the client takes the server for a gateway.
    if ("document" in globalThis) return;
    const { fetch, requests, keys } = createServer();
    const client = await esim.createClient({ baseUrl: url, token: "token", fetch });
    const order = await client.submitTopupOrder({ ...PURCHASE, reference: "pay-7" });
    equal(order.reference, "pay-7", "the order's reference");
    const body = await requests.at(-1)?.formData();
    equal(body?.get("description"), "po1::pay-7:", "description");
    equal(
      keys().filter((key) => key !== null),
      [],
      "Idempotency-Key headers",
    );
  },
};
