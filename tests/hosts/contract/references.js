// References of purchases and renewals in requests.
import { assert, equal, rejects } from "./checks.js";

const PURCHASE = { iccid: "8944500102030405061", package_id: "fjord" };

/** A gateway that has every order. It answers nothing about the reference `lost`. */
function createGatewayServer() {
  /** @type {(string | null)[]} */
  const keys = [];
  const order = { id: 1, code: "c", price: 1, created_at: "t" };
  const fetch = async (/** @type {Request} */ { method, headers }) => {
    const key = headers.get("Idempotency-Key");
    if (method === "POST") keys.push(key);
    if (key === '"lost"' || method === "GET") throw new TypeError("cut");
    const data = { state: "done", order, renewal: { success: true } };
    return Response.json({ data, meta: { gateway: 1 } });
  };
  return { fetch, keys };
}

/** @type {Record<string, import("./host.js").Case>} */
export const references = {
  "a gateway gets the reference of a write in Idempotency-Key": async ({ esim, url }) => {
    const { fetch, keys } = createGatewayServer();
    const client = await esim.createClient({ baseUrl: url, fetch });
    const given = await client.submitTopupOrder({ ...PURCHASE, reference: "pay-7" });
    const first = await client.submitTopupOrder(PURCHASE);
    const second = await client.submitTopupOrder(PURCHASE);
    equal(given.reference, "pay-7", "the caller's reference");
    assert(/^[0-9a-f]{32}$/.test(first.reference ?? ""), "a random reference");
    assert(first.reference !== second.reference, "another reference for another purchase");
    equal(keys, ['"pay-7"', `"${first.reference}"`, `"${second.reference}"`], "headers");
    const lost = client.submitTopupOrder({ ...PURCHASE, reference: "lost" }, { timeoutMs: 300 });
    equal((await rejects(lost, "outcome_unknown")).reference, "lost", "the error's reference");
    const renewal = await client.renewNumber({ email: "ada@example.org", reference: "renewal-1" });
    equal([renewal.reference, keys.at(-1)], ["renewal-1", '"renewal-1"'], "a renewal's reference");
    for (const reference of ["", " a", "a ", "a\nb", "é", "pi_1_secret_2", "x".repeat(256)]) {
      await rejects(client.submitTopupOrder({ ...PURCHASE, reference }), "invalid_argument");
    }
  },
};

/** @type {Record<string, import("./host.js").Case>} */
export const partnerReferences = {
  "PressOne gets the reference of an order in its description only": async ({ partner, url }) => {
    /** @type {Request[]} */
    const requests = [];
    if (!partner) throw new Error("the host has no partner client");
    const client = await partner.createClient({
      baseUrl: url,
      credentials: { client_id: "id", client_secret: "secret" },
      fetch: async (request) => {
        requests.push(request.clone());
        if (request.url.endsWith("/token")) {
          return Response.json({ data: { access_token: "t", expires_in: 3600 } });
        }
        const offer = { id: "fjord", type: "topup", price: 1, amount: 1, day: 1, title: "x" };
        return Response.json({
          data: request.method === "GET" ? (request.url.includes("/topups") ? [offer] : []) : offer,
        });
      },
    });
    for (const [reference, shown] of /** @type {const} */ ([
      ["pay-7", "pay-7"],
      // A long one, or one with a colon, is named by its digest alone.
      ["gid://shopify/Order/1", ""],
      [`cs_test_${"a".repeat(58)}`, ""],
    ])) {
      const order = await client.submitTopupOrder({ ...PURCHASE, reference, description: "cart" });
      equal(order.reference, reference, "the order's reference");
      const sent = requests.find(({ method, url }) => method === "POST" && url.includes("/orders"));
      const description = String((await sent?.formData())?.get("description"));
      const form = /^po2:[0-9a-f]{32}:[0-9a-f]{8}::(.*):cart$/.exec(description);
      equal(form?.[1], shown, description);
      const named = requests.filter(({ headers }) => headers.has("Idempotency-Key"));
      equal(named.length, 0, "Idempotency-Key headers");
      requests.length = 0;
    }
  },
};
