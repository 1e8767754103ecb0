// Fetch functions of other libraries, whose Request and Response are not the platform's.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { fetch as undiciFetch } from "undici";
import { createClient } from "#pressone-esim";
import { createClient as createPartner } from "#pressone-esim/partner";
import { memoryStore } from "../../pkg/stores/memory.js";
import { listen } from "../../pkg-template/package/sandbox/node-http.js";

const ICCID = "8944500102030405061";
const ORDER = { id: 7, code: "c", price: 1, created_at: "t" };
/** Takes any argument, because the types of undici are not the platform's. @type {any} */
const foreign = undiciFetch;

describe("a fetch function of another library", () => {
  /** @type {string[]} */
  const bodies = [];
  /** @type {Awaited<ReturnType<typeof listen>>} */
  let server;
  before(async () => {
    server = await listen(
      createServer(async (request, response) => {
        let body = "";
        for await (const part of request) body += part;
        const isPurchase = request.method === "POST";
        if (isPurchase) bodies.push(body);
        const data = isPurchase ? { state: "done", order: ORDER } : [];
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify({ data, meta: { gateway: 1 } }));
      }),
    );
  });
  after(() => server.close());

  it("is refused with what is wrong, if it does not take the platform's Request", async () => {
    const options = { baseUrl: "https://pressone.example", maxRetries: 3, fetch: foreign };
    const page = await createClient(options);
    const partner = await createPartner({
      ...options,
      credentials: { client_id: "id", client_secret: "secret" },
      store: memoryStore(),
      secret: "a secret of 32 characters or some more",
    });
    const order = { package_id: "p", iccid: ICCID };
    const calls = [
      ...[page.getTopupPackages(ICCID), partner.getTopupPackages(ICCID)],
      ...[page.submitTopupOrder(order), partner.submitTopupOrder(order)],
    ];
    for (const settled of await Promise.allSettled(calls)) {
      const error = settled.status === "rejected" && settled.reason;
      assert.deepEqual([error.kind, error.path], ["configuration", "options.fetch"]);
      assert.match(
        error.message,
        /nothing was sent; wrap it: \(request\) => fetch\(request\.url, request\)$/,
      );
    }
  });

  it("works if it is wrapped as the message says", async () => {
    const page = await createClient({
      baseUrl: server.url,
      fetch: (request) => foreign(request.url, request),
    });
    assert.deepEqual(await page.getTopupPackages(ICCID), []);
    const order = { package_id: "p", iccid: ICCID, reference: "pay-1" };
    assert.equal((await page.submitTopupOrder(order)).id, ORDER.id);
    assert.equal(bodies.length, 1);
    assert.equal(JSON.parse(bodies[0] ?? "").package_id, "p");
  });
});
