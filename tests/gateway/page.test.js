// The requests of a page to the gateway while answers and requests are lost. The page asks what became
// of its purchase, and sends it again only if the gateway says that it has none.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createClient } from "../../pkg/node.js";
import { useShops } from "./in-process.js";

/** @typedef {"pass" | "lose the request" | "lose the answer" | "delay" | "be overtaken"} Fate */

describe("a page whose connection fails", () => {
  const openShop = useShops();

  /**
   * @param {string} name
   * @param {Fate[]} fates of the requests, one after the other; later ones pass
   */
  async function openPage(name, fates) {
    const shop = openShop(name);
    /** @type {string[]} */
    const sent = [];
    /** The requests that arrive after their answer was given up. @type {(() => Promise<unknown>)[]} */
    const delayed = [];
    const page = await createClient({
      baseUrl: "https://shop.example",
      timeoutMs: 3_000,
      maxRetries: 0,
      async fetch(request) {
        const fate = fates[sent.length] ?? "pass";
        sent.push(request.method);
        const copy = new Request(request.url, {
          ...{ method: request.method, headers: request.headers },
          ...(request.method === "POST" && { body: await request.text() }),
        });
        if (fate === "delay") delayed.push(() => shop.gateway(copy));
        if (fate === "be overtaken") for (const arrive of delayed) await arrive();
        if (fate === "pass" || fate === "be overtaken") return shop.gateway(copy);
        if (fate === "lose the answer") await shop.gateway(copy);
        throw new TypeError("the connection failed");
      },
    });
    const order = { ...shop.order, reference: "pay-1" };
    return { ...shop, sent, delayed, buy: () => page.submitTopupOrder(order) };
  }

  it("gets its order without a second POST if the answer was lost", async () => {
    const { buy, sent, count } = await openPage("page-answer", ["lose the answer"]);
    assert.ok((await buy()).code);
    assert.deepEqual(sent, ["POST", "GET"]);
    assert.equal(count("submit"), 1);
  });

  it("asks again if the question is lost as well", async () => {
    const fates = /** @type {Fate[]} */ ([
      "lose the answer",
      "lose the answer",
      "lose the request",
    ]);
    const { buy, sent, count } = await openPage("page-question", fates);
    assert.ok((await buy()).code);
    assert.deepEqual(sent, ["POST", "GET", "GET", "GET"]);
    assert.equal(count("submit"), 1);
  });

  it("sends again if the gateway says that it has no such purchase", async () => {
    const { buy, sent, count } = await openPage("page-request", ["lose the request"]);
    assert.ok((await buy()).code);
    assert.deepEqual(sent, ["POST", "GET", "POST"]);
    assert.equal(count("submit"), 1);
  });

  it("sends nothing again while the purchase is open", async () => {
    const { buy, sent, sandbox, count } = await openPage("page-open", ["lose the answer"]);
    sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
    await assert.rejects(buy(), { kind: "outcome_unknown", outcome: "unknown" });
    assert.equal(sent.filter((method) => method === "POST").length, 1);
    assert.equal(count("submit"), 1);
  });

  it("never says that nothing was ordered if it cannot ask", async () => {
    const fates = /** @type {Fate[]} */ ([
      "lose the answer",
      ...Array(20).fill("lose the request"),
    ]);
    const { buy, sandbox } = await openPage("page-silence", fates);
    await assert.rejects(buy(), { kind: "outcome_unknown", outcome: "unknown" });
    assert.equal(sandbox.ledger.orders.length, 1);
  });

  it("is told of a failure, and a late copy of its request buys nothing afterwards", async () => {
    const { buy, sandbox, delayed, count } = await openPage("page-late", ["delay"]);
    sandbox.setBalance(0);
    // The page sends again, because the gateway has no such purchase yet.
    await assert.rejects(buy(), { kind: "insufficient_balance", outcome: "not_ordered" });
    sandbox.setBalance(1_000);
    const [late] = await Promise.all(delayed.map((arrive) => arrive()));
    assert.equal(/** @type {Response} */ (late).status, 422);
    assert.equal(count("submit"), 1);
    assert.ok((await buy()).code, "the shopper's next try knows of the failure");
    assert.equal(sandbox.ledger.orders.length, 1);
  });

  it("does not try again if its own late copy failed meanwhile", async () => {
    const fates = /** @type {Fate[]} */ (["delay", "pass", "be overtaken"]);
    const { buy, sandbox, sent, count } = await openPage("page-overtaken", fates);
    sandbox.faults.add({ endpoint: "submit", kind: "error", code: 11 });
    await assert.rejects(buy(), { kind: "insufficient_balance", outcome: "not_ordered" });
    assert.deepEqual(sent, ["POST", "GET", "POST"]);
    assert.equal(count("submit"), 1);
  });

  it("does not try again in a call whose answer was lost", async () => {
    const { buy, sandbox, sent, count } = await openPage("page-failed", ["lose the answer"]);
    sandbox.setBalance(0);
    await assert.rejects(buy(), { kind: "insufficient_balance" });
    assert.deepEqual(sent, ["POST", "GET"]);
    assert.equal(count("submit"), 1);
  });
});
