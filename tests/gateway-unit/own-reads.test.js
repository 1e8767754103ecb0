// Reads of the shopper's own: eSIMs, usage, installation, single orders.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop, ESIM } from "./shop.js";
import { createStandIn, failure } from "./stand-in.js";

const OTHER = "8944500102030405079";
const ESIM_PATHS = [
  ...["/topups", "/packages", "", "/usage", "/instructions"].map(
    (end) => `/customer/v2/sims/${ESIM}${end}`,
  ),
];
const sold = (/** @type {any} */ _identity, /** @type {any} */ _id, /** @type {any} */ journal) =>
  journal.sold();

describe("an eSIM", () => {
  it("is read only if ownsEsim says true", async () => {
    for (const answer of [false, null, undefined, 1, "true", {}, [true]]) {
      const shop = createShop({ ownsEsim: () => answer });
      for (const path of ESIM_PATHS) assert.equal((await shop.send(path)).status, 403, path);
      assert.equal(shop.calls.length, 0);
    }
  });

  it("is the shopper's to whom this shop sold it, if the hook asks the journal", async () => {
    const shop = createShop({ ownsEsim: sold });
    shop.sold.set(ESIM, "ada");
    for (const path of ESIM_PATHS) {
      assert.equal((await shop.send(path)).status, 200, path);
      assert.deepEqual(shop.calls.shift(), ["ownsEsim", ["ada", ESIM]]);
      shop.calls.length = 0;
      assert.equal((await shop.send(path, { shopper: "eve" })).status, 403, path);
      assert.deepEqual(shop.calls, [["ownsEsim", ["eve", ESIM]]]);
      shop.calls.length = 0;
    }
    assert.equal((await shop.buy("pay-1", {}, { shopper: "eve" })).status, 403);
    assert.equal((await shop.buy("pay-1")).status, 200);
  });

  it("has its codes, and neither the partner's fields nor those that PressOne adds", async () => {
    const shop = createShop();
    const { body, text } = await shop.send(`/customer/v2/sims/${ESIM}?include=order,order.status`);
    assert.deepEqual(shop.last("getEsim"), [ESIM, { include: ["order", "order.status"] }]);
    const { data } = body;
    assert.deepEqual([data.iccid, data.qrcode, data.matching_id], [ESIM, `LPA:1$a$${ESIM}`, "M-1"]);
    assert.deepEqual(data.apn, { ios: { apn_type: "manual", apn_value: null }, android: null });
    assert.deepEqual(data.simable.status, { name: "Completed", slug: "completed" });
    assert.equal(data.simable.reference, "pay-ada");
    const withheld = ["voucher_code", "airalo_code", "brand_settings_name", "sharing", "imsis"];
    assert.deepEqual(
      withheld.map((name) => data[name]),
      [null, null, null, null, null],
    );
    assert.equal(data.simable.net_price, null);
    assert.doesNotMatch(text, /northwind|4812|upstream|share\.example|steal|"V"|"A"/);
    const exposing = createShop({ expose: { esim: ["sharing"], order: ["net_price"] } });
    const exposed = (await exposing.send(`/customer/v2/sims/${ESIM}`)).body.data;
    assert.deepEqual([exposed.sharing.access_code, exposed.simable.net_price], ["4812", 1]);
  });

  it("shows the payment that bought it to the shopper who paid alone", async () => {
    const shop = createShop();
    const { body } = await shop.send(`/customer/v2/sims/${ESIM}`, { shopper: "eve" });
    const { reference, description, code, shopper } = body.data.simable;
    assert.deepEqual([reference, description, code, shopper], [null, null, "2026-1", null]);
  });

  it("has a usage in durations", async () => {
    const { data, meta } = (await createShop().send(`/customer/v2/sims/${ESIM}/usage`)).body;
    assert.deepEqual(
      [data.status, data.remaining, data.total_text, data.upstream, data.fetched_at],
      ["ACTIVE", 1, null, undefined, undefined],
    );
    assert.ok(meta.age_ms >= 60_000 && meta.age_ms < 61_000, String(meta.age_ms));
    assert.ok(meta.next_ms > 59_000 && meta.next_ms <= 60_000, String(meta.next_ms));
    assert.equal(meta.source, "network");
  });

  it("has instructions in a language, and no address that a page must not open", async () => {
    const shop = createShop();
    const path = `/customer/v2/sims/${ESIM}/instructions`;
    const { body, text } = await shop.send(`${path}?language=pt-BR`);
    assert.deepEqual(shop.last("getInstallation"), [ESIM, { language: "pt-BR" }]);
    const [{ installation_via_qr_code: code, ...system }] = body.data.ios;
    assert.deepEqual(code, {
      ...{ steps: ["Scan."], qr_code_data: "LPA:1$a$b", qr_code_url: null },
      direct_apple_installation_url: "https://install.example/b",
    });
    assert.deepEqual([system.version, system.network_setup], ["18", null]);
    assert.equal(system.installation_manual.smdp_address_and_activation_code, "a b");
    assert.equal(body.data.android, null);
    assert.ok(!text.includes("upstream"));
    await shop.send(path);
    assert.deepEqual(shop.last("getInstallation"), [ESIM, {}]);
  });

  it("takes the parameters of its path alone", async () => {
    const shop = createShop();
    for (const [query, field] of [
      ["?include=order.user", "include"],
      ["?include=share", "include"],
      ["?include=order,order", "include"],
      ["?include=", "include"],
      ["/instructions?language=de,en", "language"],
      ["/instructions?language=de%0d%0aX:%20y", "language"],
      ["/instructions?language=de&language=en", "language"],
      ["?page=1", "page"],
    ]) {
      const { status, body } = await shop.send(`/customer/v2/sims/${ESIM}${query}`);
      assert.deepEqual([status, Object.keys(body.data)], [422, [field]], query);
    }
    assert.equal(shop.calls.length, 0);
  });
});

describe("the list of eSIMs", () => {
  it("hides what ownsEsim denies, and asks PressOne and the journal no more for it", async () => {
    const iccids = Array.from({ length: 30 }, (_, index) => `89445001020304050${100 + index}`);
    const denied = [iccids[3], iccids[29]];
    let [atOnce, most] = [0, 0];
    /** @type {any[]} */
    const asked = [];
    const ownsEsim = async (
      /** @type {any} */ identity,
      /** @type {string} */ iccid,
      /** @type {any} */ journal,
    ) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      asked.push([identity.id, iccid, await journal.sold()]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      atOnce -= 1;
      return !denied.includes(iccid);
    };
    const shop = createShop({ ownsEsim, hookTimeoutMs: 5_000 });
    for (const iccid of iccids) shop.sold.set(iccid, "ada");
    const { body, text } = await shop.send("/customer/v2/sims?limit=30");
    const shown = body.data.map((/** @type {any} */ { iccid }) => iccid);
    assert.deepEqual(shown, iccids.filter((iccid) => !denied.includes(iccid)).reverse());
    for (const iccid of denied) assert.ok(!text.includes(String(iccid)));
    const { total, from, to } = body.meta;
    assert.deepEqual([total, from, to], [30, 1, 30], "positions in the records");
    assert.deepEqual(asked.sort(), iccids.map((iccid) => ["ada", iccid, true]).sort());
    assert.deepEqual([most, shop.calls.length], [10, 1]);
  });

  it("is not shown if ownsEsim fails or takes too long, or says something else", async () => {
    const hanging = () => new Promise(() => {});
    const failing = async () => {
      throw new Error("down");
    };
    for (const [ownsEsim, status] of /** @type {const} */ ([
      [hanging, 503],
      [failing, 503],
      [() => 1, 200],
    ])) {
      const shop = createShop({ ownsEsim });
      for (let count = 0; count < 30; count += 1) {
        shop.sold.set(`89445001020304050${100 + count}`, "ada");
      }
      const answer = await shop.send("/customer/v2/sims?limit=30");
      assert.deepEqual([answer.status, answer.text.includes("LPA:")], [status, false]);
      assert.equal(shop.errors[0]?.context.hook, status === 503 ? "ownsEsim" : undefined);
    }
  });

  it("has what the journal sold to the shopper, page by page, if there is no hook", async () => {
    const never = () => assert.fail("a hook was asked");
    const shop = createShop({ ownsEsim: null, ownsOrder: never });
    for (let count = 0; count < 3; count += 1) shop.sold.set(`894450010203040506${count}`, "ada");
    shop.sold.set(OTHER, "eve");
    const iccids = (/** @type {any} */ { body }) =>
      body.data.map((/** @type {any} */ each) => each.iccid);
    const first = await shop.send("/customer/v2/sims?limit=2");
    assert.deepEqual(iccids(first), ["8944500102030405062", "8944500102030405061"]);
    const { gateway, message, ...meta } = first.body.meta;
    assert.deepEqual(meta, {
      ...{ current_page: 1, last_page: 2, per_page: 2, total: 3, from: 1, to: 2, next: 2 },
    });
    assert.match(first.body.data[0].qrcode, /^LPA:/);
    assert.doesNotMatch(first.text, /4812|upstream|steal|northwind/);
    const last = await shop.send("/customer/v2/sims?limit=2&page=2");
    assert.deepEqual(iccids(last), ["8944500102030405060"]);
    assert.deepEqual([last.body.meta.from, last.body.meta.next], [3, null]);
    const none = await shop.send("/customer/v2/sims", { shopper: "mallory" });
    assert.deepEqual([none.body.data, none.body.meta.to], [[], null]);
    assert.deepEqual(shop.last("esimsOf"), ["mallory", { page: 1, limit: 25 }]);
    assert.equal((await shop.send("/customer/v2/sims", { shopper: null })).status, 401);
  });

  it("refuses what is no position", async () => {
    const shop = createShop();
    for (const query of [
      "limit=0",
      "limit=101",
      "page=0",
      "page=1e3",
      "filter[iccid]=8",
      "shopper=eve",
    ]) {
      assert.equal((await shop.send(`/customer/v2/sims?${query}`)).status, 422, query);
    }
    assert.equal(shop.calls.length, 0);
  });
});

describe("an order", () => {
  it("is read once, and only if ownsOrder says true", async () => {
    const shop = createShop({ ownsOrder: sold });
    await shop.buy("pay-1", { description: "cart 7" });
    await shop.buy("pay-eve", {}, { shopper: "eve" });
    shop.calls.length = 0;
    const own = await shop.send("/customer/v2/orders/1?include=status,sims");
    assert.equal(own.status, 200);
    assert.deepEqual(shop.calls, [["getOrder", ["1", { include: ["status", "sims"] }]]]);
    const { reference, description, voice, status, sims, net_price, user } = own.body.data;
    assert.deepEqual([reference, description, voice], ["pay-1", "cart 7", 10]);
    assert.deepEqual(status, { name: "Completed", slug: "completed" });
    assert.deepEqual([net_price, user], [null, null]);
    // The codes of an eSIM are for its owner, who may be another shopper by now.
    assert.deepEqual(sims, [{ id: 7, iccid: ESIM }]);
    assert.doesNotMatch(own.text, /northwind|4812|upstream|steal|LPA/);
    const foreign = await shop.send("/customer/v2/orders/2");
    const unknown = await shop.send("/customer/v2/orders/404");
    assert.deepEqual([foreign.status, unknown.status], [403, 403]);
    assert.equal(foreign.text, unknown.text);
    /** @type {unknown[]} */
    const answers = [];
    const asking = createShop(
      {
        ownsOrder: async (/** @type {any[]} */ ...[, , journal]) => {
          answers.push(await journal.sold());
          return false;
        },
      },
      shop,
    );
    for (const id of [1, 2, 404]) await asking.send(`/customer/v2/orders/${id}`);
    assert.deepEqual(answers, [true, false, false]);
    assert.deepEqual(shop.errors, []);
    for (const answer of [false, null, 1, "true", {}]) {
      const closed = createShop({ ownsOrder: () => answer }, createStandIn());
      assert.equal((await closed.send("/customer/v2/orders/1")).status, 403);
      assert.equal(closed.calls.length, 0);
    }
    for (const query of ["include=user", "include=sims,sims", "x=1"]) {
      assert.equal((await shop.send(`/customer/v2/orders/1?${query}`)).status, 422, query);
    }
  });

  it("without a payment's owner hides the payment", async () => {
    const shop = createShop();
    await shop.buy("pay-eve", { description: "cart 7" }, { shopper: "eve" });
    const { data } = (await shop.send("/customer/v2/orders/1")).body;
    assert.deepEqual([data.reference, data.description, data.code], [null, null, "2026-1"]);
  });
});

describe("the question about the journal", () => {
  it("fails as the client does, and a hook that does not wait for it ends no process", async () => {
    const shop = createShop({ ownsEsim: sold, ownsOrder: sold });
    const broken = failure("storage");
    shop.partner.ownsEsim = async () => {
      throw broken;
    };
    shop.partner.getOrder = async () => {
      throw failure("rate_limited", { retryAfterMs: 3_000 });
    };
    assert.equal((await shop.send(`/customer/v2/sims/${ESIM}/usage`)).status, 503);
    assert.deepEqual(shop.errors, [{ error: broken, context: { endpoint: "getUsage" } }]);
    const limited = await shop.send("/customer/v2/orders/1");
    assert.deepEqual([limited.status, limited.headers.get("Retry-After")], [429, "3"]);
    /** @type {unknown[]} */
    const unhandled = [];
    const listen = (/** @type {unknown} */ reason) => unhandled.push(reason);
    process.on("unhandledRejection", listen);
    const hasty = createShop(
      { ownsEsim: (/** @type {any} */ ...args) => Boolean(args[2].sold()) && false },
      shop,
    );
    assert.equal((await hasty.send(`/customer/v2/sims/${ESIM}/usage`)).status, 403);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", listen);
    assert.deepEqual(unhandled, []);
  });

  it("of a number says who claimed it", async () => {
    const shop = createShop({ ownsNumber: sold });
    shop.sold.set("ada@shop.example", "ada");
    assert.equal((await shop.renew("pay-1")).status, 200);
    assert.equal((await shop.renew("pay-2", {}, { shopper: "eve" })).status, 403);
    assert.deepEqual(shop.last("ownsNumber"), ["eve", "ada@shop.example"]);
  });
});

describe("gateway.transfer", () => {
  it("moves an eSIM that the journal sold", async () => {
    const shop = createShop({ ownsEsim: sold });
    shop.sold.set(ESIM, "guest-1");
    assert.equal(await shop.gateway.transfer({ id: "guest-1" }, { id: 7 }, ESIM), true);
    assert.deepEqual(shop.last("transferEsim"), [ESIM, "guest-1", "7"]);
    assert.equal(
      (await shop.send(`/customer/v2/sims/${ESIM}/usage`, { shopper: "7" })).status,
      200,
    );
    const old = await shop.send(`/customer/v2/sims/${ESIM}/usage`, { shopper: "guest-1" });
    assert.equal(old.status, 403);
    assert.equal(await shop.gateway.transfer({ id: "guest-1" }, { id: 7 }, ESIM), false);
    for (const identity of [{ id: "" }, {}, null]) {
      const bad = /** @type {any} */ (identity);
      await assert.rejects(shop.gateway.transfer(bad, { id: 7 }, ESIM), TypeError);
      await assert.rejects(shop.gateway.transfer({ id: 7 }, bad, ESIM), TypeError);
    }
    shop.partner.transferEsim = async () => {
      throw failure("storage");
    };
    await assert.rejects(shop.gateway.transfer({ id: 7 }, { id: 8 }, ESIM), { kind: "storage" });
    assert.deepEqual(shop.errors.at(-1)?.context, { endpoint: "transfer" });
  });
});
