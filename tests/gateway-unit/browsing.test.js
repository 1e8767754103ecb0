// The reads for all visitors: packages on sale, and phones that take an eSIM.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop } from "./shop.js";
import { failure } from "./stand-in.js";

const PACKAGES = "/customer/v2/packages";
const DEVICES = "/customer/v2/compatible-devices-lite";

/** Sends a request for each page from 1. @param {any} shop @param {number} count @param {any} [init] */
async function pages(shop, count, init) {
  const statuses = [];
  for (let page = 1; page <= count; page += 1) {
    statuses.push((await shop.send(`${PACKAGES}?page=${page}`, init)).status);
  }
  return statuses;
}

describe("browsing", () => {
  it("is closed without mayBrowse, and shows nothing unless it allows the visitor", async () => {
    const closed = createShop({ mayBrowse: undefined });
    for (const answer of [false, null, undefined, 1, "true", {}, [true]]) {
      const shop = createShop({ mayBrowse: () => answer });
      for (const path of [PACKAGES, DEVICES]) {
        const { status, body } = await closed.send(path);
        assert.deepEqual([status, body.code], [404, "configuration"], path);
        assert.equal((await shop.send(path)).status, 403);
        assert.equal((await shop.send(path, { shopper: null })).status, 401);
      }
      assert.equal(shop.calls.length, 0);
    }
  });

  it("knows a visitor who is not signed in as null", async () => {
    /** @type {any[]} */
    const asked = [];
    const mayBrowse = (/** @type {any} */ identity, /** @type {Request} */ request) => {
      asked.push([identity, new URL(request.url).pathname]);
      return true;
    };
    const shop = createShop({ mayBrowse });
    assert.equal((await shop.send(PACKAGES, { shopper: null })).status, 200);
    assert.equal((await shop.send(DEVICES)).status, 200);
    assert.deepEqual(asked, [
      [null, PACKAGES],
      [{ id: "ada" }, DEVICES],
    ]);
    // All other reads need a shopper.
    for (const path of ["/customer/v2/sims", "/customer/v2/orders", "/purchases.json"]) {
      assert.equal((await shop.send(path, { shopper: null })).status, 401, path);
    }
  });

  it("shows no partner's price, no HTML, and no address that a page must not open", async () => {
    const shop = createShop({ languages: ["en", "de"] });
    const query =
      "filter[type]=local&filter[country]=NO&include=topup&language=de&page=1&limit=100";
    const { body, text } = await shop.send(`${PACKAGES}?${query}`);
    assert.deepEqual(shop.last("getPackages"), {
      ...{ type: "local", country: "NO", include: ["topup"], language: "de", limit: 25 },
    });
    const [country] = body.data;
    assert.deepEqual([country.slug, country.image.height], ["norway", 2]);
    const [operator] = country.operators;
    assert.deepEqual([operator.title, operator.info, operator.image.url], ["Fjord", ["LTE"], null]);
    assert.deepEqual(operator.coverages, [
      { name: "NO", networks: [{ name: "F", types: ["LTE"] }] },
    ]);
    assert.equal(operator.countries[0].title, "Norway");
    const [offer] = operator.packages;
    const { id, price, net_price, prices, qr_installation, manual_installation } = offer;
    assert.deepEqual([id, price, net_price, prices], ["fjord-1gb", 4.5, null, null]);
    assert.deepEqual([qr_installation, manual_installation], [null, null]);
    assert.doesNotMatch(text, /upstream|steal|<p/);
    const { age_ms, next_ms, source, next, current_page } = body.meta;
    assert.ok(age_ms >= 60_000 && next_ms <= 60_000);
    assert.deepEqual([source, next, current_page], ["network", null, 1]);
    const devices = (await shop.send(DEVICES)).body;
    assert.deepEqual(devices.data, [{ name: "One", brand: "Harbour", os: "ios" }]);
    const exposing = createShop({ expose: { package: ["net_price", "prices"] } });
    const exposed = (await exposing.send(PACKAGES)).body.data[0].operators[0].packages[0];
    assert.deepEqual([exposed.net_price, exposed.prices.net_price], [3, { USD: 3 }]);
  });

  it("refuses what is no parameter", async () => {
    const shop = createShop();
    for (const [query, field] of [
      ["filter[type]=regional", "filter[type]"],
      ["filter[country]=no", "filter[country]"],
      ["filter[country]=NOR", "filter[country]"],
      ["include=topups", "include"],
      ["limit=101", "limit"],
      ["page=0", "page"],
      ["language=x", "language"],
      ["language=de", "language"],
      ["page=41", "page"],
      ["page=11&limit=100", "page"],
      ["page=5&filter[country]=NO", "page"],
      ["page=2&limit=100&filter[country]=NO", "page"],
      ["country=NO", "country"],
      ["page=1&page=2", "page"],
    ]) {
      const { status, body } = await shop.send(`${PACKAGES}?${query}`);
      assert.deepEqual([status, Object.keys(body.data)], [422, [field]], query);
    }
    assert.equal(shop.calls.length, 0);
  });
});

/**
 * A shop whose list has rows with these numbers, in pages of PressOne. Each row has its number as `slug`.
 *
 * @param {number} count
 * @param {object} [options]
 * @param {boolean} [options.hasMeta] false if PressOne does not say how many there are
 * @param {number} [options.size] that of pages, whatever the request says
 */
function shopOfRows(count, { hasMeta = true, size } = {}) {
  const shop = createShop({ limit: { requests: 1_000, windowMs: 60_000 } });
  const { getPackages } = shop.partner;
  shop.partner.getPackages = async (/** @type {any} */ query) => {
    const answer = await getPackages(query);
    const { page = 1, limit } = query;
    const start = (page - 1) * (size ?? limit);
    const end = start + (size ?? limit);
    const [row] = answer.countries;
    const rows = Array.from({ length: count }, (_, index) => ({ ...row, slug: String(index) }));
    const meta = hasMeta ? { total: count, last_page: 9, current_page: page } : {};
    const next = end < count ? page + 1 : null;
    return { ...answer, source: "cache", countries: rows.slice(start, end), meta, next };
  };
  return shop;
}

/** The numbers of the rows of an answer. @param {any} answer @returns {number[]} */
const rowsOf = ({ body }) => body.data.map((/** @type {any} */ { slug }) => Number(slug));

describe("a page of packages", () => {
  it("has the size that its reader chooses, and PressOne is asked for pages of one size", async () => {
    for (const count of [0, 1, 24, 25, 26, 60, 130]) {
      for (const limit of [1, 7, 10, 25, 40, 100]) {
        const shop = shopOfRows(count);
        const found = [];
        const last_page = Math.max(1, Math.ceil(count / limit));
        for (let page = 1; page <= last_page; page += 1) {
          const answer = await shop.send(`${PACKAGES}?page=${page}&limit=${limit}`);
          const rows = rowsOf(answer);
          const { meta } = answer.body;
          const from = (page - 1) * limit + 1;
          const to = Math.min(page * limit, count);
          const about = `${count} rows, ${limit} on a page: ${page}`;
          assert.deepEqual(
            { ...meta, source: "", age_ms: 0, next_ms: 0, gateway: 1 },
            {
              ...{ current_page: page, last_page, per_page: limit, total: count },
              ...{ from: count ? from : null, to: count ? to : null },
              ...{ next: page < last_page ? page + 1 : null, message: "success" },
              ...{ source: "", age_ms: 0, next_ms: 0, gateway: 1 },
            },
            about,
          );
          found.push(...rows);
        }
        assert.deepEqual(
          found,
          Array.from({ length: count }, (_, index) => index),
        );
        const asked = new Set(shop.calls.map(([, query]) => JSON.stringify(query)));
        assert.ok(asked.size <= Math.max(1, Math.ceil(count / 25)), [...asked].join());
      }
    }
  });

  it("is read on without PressOne's count, and if PressOne ignores the size", async () => {
    for (const [options, limit] of /** @type {const} */ ([
      [{ hasMeta: false }, 10],
      [{ size: 70 }, 25],
    ])) {
      const shop = shopOfRows(60, options);
      const found = [];
      let page = 1;
      while (page) {
        const answer = await shop.send(`${PACKAGES}?page=${page}&limit=${limit}`);
        found.push(...rowsOf(answer));
        page = answer.body.meta.next;
      }
      assert.deepEqual(
        found,
        Array.from({ length: 60 }, (_, index) => index),
      );
    }
  });

  it("is as old as the oldest of its parts", async () => {
    const shop = shopOfRows(60);
    const { getPackages } = shop.partner;
    const now = Date.now();
    const parts = [
      { source: "cache", fetched_at: now - 5_000, expires_at: now + 5_000 },
      { source: "network", fetched_at: now, expires_at: now + 60_000 },
    ];
    shop.partner.getPackages = async (/** @type {any} */ query) => ({
      ...(await getPackages(query)),
      ...parts[(query.page ?? 1) - 1],
    });
    const read = async () => (await shop.send(`${PACKAGES}?limit=50`)).body.meta;
    const { age_ms, next_ms, source } = await read();
    assert.ok(age_ms >= 5_000 && next_ms <= 5_000);
    assert.equal(source, "network");
    Object.assign(parts[0] ?? {}, { source: "stale" });
    assert.equal((await read()).source, "stale");
  });

  it("is refused in a language that the shop does not have", async () => {
    const shop = createShop({ languages: ["pt-BR"] });
    assert.equal((await shop.send(`${PACKAGES}?language=pt-BR`)).status, 200);
    const { status, body } = await shop.send(`${PACKAGES}?language=de`);
    assert.deepEqual(
      [status, body.data],
      [422, { language: "is not one of the shop's languages" }],
    );
    // The instructions of an eSIM are in no store.
    const instructions = await shop.send(
      "/customer/v2/sims/8944500102030405061/instructions?language=de",
    );
    assert.equal(instructions.status, 200);
  });
});

describe("a visitor", () => {
  const limit = { requests: 3, windowMs: 60_000 };
  const named = (/** @type {any} */ identity, /** @type {Request} */ request) =>
    identity ? true : { visitor: request.headers.get("X-Address") };
  const from = (/** @type {string} */ address) => ({
    shopper: null,
    headers: { "X-Address": address },
  });

  it("whom the hook names has a limit of their own", async () => {
    const shop = createShop({ limit, mayBrowse: named });
    const statuses = async (/** @type {string} */ address) => {
      const found = [];
      for (let count = 0; count < 4; count += 1) {
        found.push((await shop.send(DEVICES, from(address))).status);
      }
      return found;
    };
    assert.deepEqual(await statuses("192.0.2.1"), [200, 200, 200, 429]);
    assert.deepEqual(await statuses("192.0.2.2"), [200, 200, 200, 429]);
    // A shopper with that id has another counter.
    assert.equal((await shop.send(DEVICES, { shopper: "192.0.2.1" })).status, 200);
  });

  it("whom the hook does not name is not counted for a page that the store has", async () => {
    const shop = createShop({ limit });
    const { getPackages } = shop.partner;
    shop.partner.getPackages = async (query) => {
      const source = shop.count("getPackages") > 0 ? "cache" : "network";
      return { ...(await getPackages(query)), source };
    };
    for (let count = 0; count < 30; count += 1) {
      assert.equal((await shop.send(PACKAGES, { shopper: null })).status, 200);
    }
  });

  it("of a name that is none fails, and the shop is told", async () => {
    for (const visitor of ["", null, 1.5, {}, "\ud800"]) {
      const shop = createShop({ mayBrowse: () => ({ visitor }) });
      assert.equal((await shop.send(DEVICES, { shopper: null })).status, 503);
      assert.equal(shop.errors[0]?.context.hook, "mayBrowse");
      assert.match(shop.errors[0]?.error.message, /^mayBrowse must return true, \{ visitor \}/);
    }
  });

  it("who reads ever new pages closes nothing for the others", async (t) => {
    t.mock.timers.enable({ apis: ["Date"] });
    const shop = createShop({ mayBrowse: named });
    const greedy = await pages(shop, 25, from("192.0.2.1"));
    assert.deepEqual(greedy.slice(18), [200, 200, 429, 429, 429, 429, 429]);
    assert.equal(shop.count("getPackages"), 20);
    // The visitor still reads pages that the store has.
    assert.equal((await shop.send(`${PACKAGES}?page=20`, from("192.0.2.1"))).status, 200);
    assert.equal((await shop.send(`${PACKAGES}?page=25`, from("192.0.2.2"))).status, 200);
    assert.equal((await shop.send(`${PACKAGES}?page=26`)).status, 200);
    const { headers } = await shop.send(`${PACKAGES}?page=30`, from("192.0.2.1"));
    assert.equal(headers.get("Retry-After"), "60");
    t.mock.timers.tick(60_001);
    assert.equal((await shop.send(`${PACKAGES}?page=31`, from("192.0.2.1"))).status, 200);
  });

  it("who reads pages that PressOne was asked for before is not counted", async () => {
    const shop = createShop();
    const { getPackages } = shop.partner;
    shop.partner.getPackages = async (query) => ({
      ...(await getPackages(query)),
      source: "cache",
    });
    assert.ok((await pages(shop, 40, { shopper: null })).every((status) => status === 200));
  });

  it("whose reads fail, or of a page that the store cannot keep, is counted", async (t) => {
    t.mock.timers.enable({ apis: ["Date"] });
    const failing = createShop();
    failing.partner.getPackages = async () => {
      throw failure("server");
    };
    const failures = await pages(failing, 22, { shopper: null });
    assert.deepEqual(failures.slice(18), [503, 503, 429, 429]);
    const large = createShop();
    const statuses = [];
    for (let count = 0; count < 26; count += 1) {
      statuses.push((await large.send(PACKAGES, { shopper: null })).status);
    }
    assert.ok(statuses.slice(21).includes(429), statuses.join());
    assert.ok(large.count("getPackages") <= 22, String(large.count("getPackages")));
  });

  it("who sends many requests at once reads as many new pages", async () => {
    const shop = createShop();
    const { getPackages } = shop.partner;
    /** @type {(value?: unknown) => void} */
    let open = () => {};
    const gate = new Promise((resolve) => {
      open = resolve;
    });
    shop.partner.getPackages = async (query) => {
      await gate;
      return getPackages(query);
    };
    const sent = Array.from({ length: 40 }, (_, index) =>
      shop.send(`${PACKAGES}?page=${index + 1}`, { shopper: null }),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    open();
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 20);
    assert.equal(shop.count("getPackages"), 20);
  });
});
