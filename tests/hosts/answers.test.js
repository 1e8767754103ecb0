// The client with answers of any length, form and depth.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { createClient } from "#pressone-esim";
import { createClient as createPartner } from "#pressone-esim/partner";

const ICCID = "8944500102030405061";
const BASE_URL = "https://pressone.example";
const CREDENTIALS = { client_id: "id", client_secret: "secret" };
const MB = 1 << 20;
const TOKEN = { data: { access_token: "t", expires_in: 3600 } };

/** @typedef {(request: Request) => Promise<Response> | Response} Answer */

/** A partner client whose requests other than that for the token get this answer. @param {Answer} answer */
const partner = (answer, options = {}) =>
  createPartner({
    baseUrl: BASE_URL,
    credentials: CREDENTIALS,
    maxRetries: 0,
    lookUpMs: 0,
    fetch: async (request) =>
      request.url.endsWith("/token") ? Response.json(TOKEN) : answer(request),
    ...options,
  });

/** A page client, which has no credentials. @param {Answer} answer */
const page = (answer) =>
  createClient({ baseUrl: BASE_URL, maxRetries: 0, fetch: async (request) => answer(request) });

/** An answer of 40 MB, and how much of it was read. */
function hugeAnswer(status = 200) {
  const state = { bytes: 0, cancelled: false };
  const chunk = new Uint8Array(MB / 4).fill(32);
  const body = new ReadableStream({
    pull(controller) {
      state.bytes += chunk.length;
      controller.enqueue(chunk);
      if (state.bytes >= 40 * MB) controller.close();
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { state, response: new Response(body, { status }) };
}

describe("a page client whose baseUrl is not the gateway's", () => {
  const html = (status = 200) => new Response("\n<!doctype html><p>Shop", { status });

  for (const status of [200, 404]) {
    it(`is told so by a read that is answered with HTML (${status})`, async () => {
      const client = await page(() => html(status));
      for (const call of [
        client.getTopupPackages(ICCID),
        client.getPackageHistory(ICCID),
        client.getPurchase("pay-1"),
      ]) {
        const error = await call.catch((thrown) => thrown);
        assert.deepEqual([error.kind, error.status], ["configuration", status]);
        assert.match(error.message, /^baseUrl is no gateway/);
      }
    });
  }

  it("is told of another error by a proxy's page and by a cut answer", async () => {
    for (const [answer, kind] of /** @type {[Answer, string][]} */ ([
      [() => html(502), "server"],
      [() => new Response('{"data":['), "decode"],
    ])) {
      const client = await page(answer);
      await assert.rejects(client.getTopupPackages(ICCID), { kind });
    }
  });

  it("is told so by a gateway that does not serve the path", async () => {
    const reason = "The gateway does not serve this path.";
    const meta = { gateway: 1 };
    const client = await page(() =>
      Response.json({ code: "configuration", reason, meta }, { status: 404 }),
    );
    const expected = { kind: "configuration", code: "configuration", reason, status: 404 };
    await assert.rejects(client.getTopupPackages(ICCID), expected);
    const order = { iccid: ICCID, package_id: "a" };
    const fresh = { ...expected, outcome: "not_ordered" };
    await assert.rejects(client.submitTopupOrder(order), fresh);
    const known = client.submitTopupOrder({ ...order, reference: "pay-1" });
    await assert.rejects(known, { ...expected, outcome: "unknown" });
  });
});

describe("long answers", () => {
  for (const [name, connect, limit] of /** @type {const} */ ([
    ["a partner client", partner, 8],
    ["a page client", page, 1],
  ])) {
    it(`${name} stops reading at ${limit} MB and cancels the rest`, async () => {
      const { state, response } = hugeAnswer();
      const client = await connect(() => response);
      const error = await client.getTopupPackages(ICCID).catch((thrown) => thrown);
      assert.equal(error.kind, "decode");
      assert.match(error.message, new RegExp(`longer than ${limit} MB`));
      assert.equal(state.cancelled, true);
      assert.ok(state.bytes <= (limit + 1) * MB, `${state.bytes} bytes were read`);
    });

    it(`${name} does not read an answer that announces more`, async () => {
      const { state, response } = hugeAnswer();
      response.headers.set("content-length", String(limit * MB + 1));
      const client = await connect(() => response);
      await assert.rejects(client.getTopupPackages(ICCID), { kind: "decode" });
      assert.equal(state.cancelled, true);
      assert.ok(state.bytes <= MB, `${state.bytes} bytes were read`);
    });

    it(`${name} reads an answer that is just short enough`, async () => {
      const pad = " ".repeat(limit * MB - 11);
      const client = await connect(() => new Response(`{"data":[]${pad}}`));
      assert.deepEqual(await client.getTopupPackages(ICCID), []);
    });
  }

  it("a compressed answer counts as long as its text, over a real connection", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MB, 32));
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(bomb);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const client = await partner((request) =>
      fetch(request.url.replace(BASE_URL, `http://127.0.0.1:${port}`)),
    );
    await assert.rejects(client.getTopupPackages(ICCID), {
      kind: "decode",
      message: /longer than 8 MB/,
    });
    server.close();
    server.closeAllConnections();
  });

  it("only an answer of a known length is read at once", async () => {
    const text = '{"data":[]}';
    const [short, bomb] = [gzipSync(text), gzipSync(Buffer.alloc(64 * MB, 32))];
    /** @type {[Record<string, string | number>, string | Buffer, boolean][]} */
    const answers = [
      [{ "content-length": text.length }, text, true],
      [{ "transfer-encoding": "chunked" }, text, false],
      [{ "content-encoding": "gzip", "content-length": short.length }, short, false],
      [{ "content-encoding": "gzip", "content-length": bomb.length }, bomb, false],
    ];
    let answer = answers[0];
    const server = createServer((_, response) => {
      response.writeHead(200, answer?.[0]).end(answer?.[1]);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const client = await createClient({ baseUrl: `http://127.0.0.1:${port}`, maxRetries: 0 });
    const read = Response.prototype.text;
    let readAtOnce = false;
    Response.prototype.text = function () {
      readAtOnce = true;
      return read.call(this);
    };
    try {
      for (answer of answers) {
        readAtOnce = false;
        const result = client.getTopupPackages(ICCID);
        if (answer[1] === bomb) await assert.rejects(result, { message: /longer than 1 MB/ });
        else assert.deepEqual(await result, []);
        assert.equal(readAtOnce, answer[2], JSON.stringify(answer[0]));
      }
    } finally {
      Response.prototype.text = read;
      server.close();
      server.closeAllConnections();
    }
  });

  it("a failure's status counts if its body is too long", async () => {
    const { state, response } = hugeAnswer(403);
    const client = await partner(() => response);
    await assert.rejects(client.getTopupPackages(ICCID), { kind: "permission", status: 403 });
    assert.equal(state.cancelled, true);
  });

  it("a long answer to an order is a lost answer", async () => {
    const offer = { data: [{ id: "p", title: "x", price: 1, amount: 1, day: 1 }] };
    const client = await partner((request) => {
      if (request.method === "POST") return hugeAnswer().response;
      return Response.json(request.url.includes("/topups") ? offer : { data: [] });
    });
    const error = await client
      .submitTopupOrder({ package_id: "p", iccid: ICCID })
      .catch((thrown) => thrown);
    assert.equal(error.kind, "outcome_unknown");
    assert.equal(error.cause.kind, "decode");
  });

  it("a fetch whose answer has no stream still works, and its text has the same limit", async () => {
    for (const body of [undefined, null, "text", { pipe() {} }]) {
      const answer = (/** @type {string} */ text) =>
        /** @type {Answer} */ (
          /** @type {unknown} */ (() => ({ status: 200, body, text: async () => text }))
        );
      const short = await page(answer('{"data":[]}'));
      assert.deepEqual(await short.getTopupPackages(ICCID), []);
      const long = await page(answer(`{"data":[]${" ".repeat(MB)}}`));
      await assert.rejects(long.getTopupPackages(ICCID), { kind: "decode", path: "body" });
    }
  });
});

describe("requests", () => {
  it("no request may be answered from a cache, also one with a stream as its body", async () => {
    /** @type {Request[]} */
    const sent = [];
    const client = await createPartner({
      baseUrl: BASE_URL,
      credentials: CREDENTIALS,
      lookUpMs: 0,
      fetch: async (request) => {
        sent.push(request);
        return Response.json(request.url.endsWith("/token") ? TOKEN : { data: [] });
      },
    });
    await client.getTopupPackages(ICCID);
    await client.renewNumber({ email: "ada@example.org" }).catch(() => {});
    assert.deepEqual(
      sent.map(({ method, cache }) => [method, cache]),
      [
        ["POST", "no-store"],
        ["GET", "no-store"],
        // The state of the number before its renewal.
        ["GET", "no-store"],
        ["POST", "no-store"],
      ],
    );
  });
});

describe("answers to writes", () => {
  const ORDER = { package_id: "p", iccid: ICCID };
  const OFFERS = { data: [{ id: "p", title: "x", price: 1, amount: 1, day: 1 }] };
  const NOT_FOUND = { data: [], meta: { message: "messages.resource_not_found" } };

  /** A client whose writes get this answer, and whose order list has these orders. */
  const seller = (
    /** @type {number} */ status,
    /** @type {unknown} */ body,
    /** @type {unknown[]} */ listed = [],
  ) =>
    partner((request) => {
      if (request.method !== "POST") {
        return Response.json(request.url.includes("/topups") ? OFFERS : { data: listed });
      }
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return new Response(text, { status });
    });

  /** @type {[string, number, unknown, string][]} */
  const cases = [
    ["a known code", 200, { code: 11, reason: "no credit" }, "insufficient_balance"],
    ["code 53", 200, { code: 53, reason: "odd" }, "outcome_unknown"],
    ["not found", 200, NOT_FOUND, "not_found"],
    ["success false", 200, { success: false, message: "no" }, "outcome_unknown"],
    ["field errors", 200, { data: { iccid: "the iccid is invalid" } }, "outcome_unknown"],
    ["accepted", 202, { data: { request_id: "a-b" } }, "outcome_unknown"],
    ["a 5xx with a known code", 500, { code: 11, reason: "no" }, "insufficient_balance"],
    ["a 409 without a known code", 409, { message: "Conflict" }, "outcome_unknown"],
    ["Laravel's errors", 422, { message: "no", errors: { iccid: ["bad"] } }, "validation"],
    ["OAuth's errors", 400, { error: "a", error_description: "b" }, "validation"],
    ["411: a missing length", 411, "<html>", "configuration"],
  ];
  for (const [name, status, body, kind] of cases) {
    it(`${name} in the answer to an order is ${kind}`, async () => {
      const client = await seller(status, body);
      const error = await client.submitTopupOrder(ORDER).catch((thrown) => thrown);
      assert.equal(error.kind, kind, error.message);
      if (status === 411) assert.match(error.message, /nothing was done.*Content-Length.*fetch/);
    });
  }

  it("an answer without an order is looked for in the list", async () => {
    /** @type {string[]} */
    const descriptions = [];
    const client = await partner(async (request) => {
      if (request.method === "POST") {
        descriptions.push(String((await request.formData()).get("description")));
        return Response.json({ data: {} });
      }
      if (request.url.includes("/topups")) return Response.json(OFFERS);
      const order = { id: 7, code: "20260101-000007", package_id: "p", type: "topup", price: 1 };
      return Response.json({
        data: descriptions.map((description) => ({ ...order, description })),
      });
    });
    const order = await client.submitTopupOrder(ORDER);
    assert.deepEqual([order.id, order.source], [7, "list"]);
  });

  it("a renewal is done with any 2xx, unless it says that it is not", async () => {
    const email = "ada@example.org";
    for (const [status, body, end] of /** @type {const} */ ([
      [200, {}, "done"],
      [204, null, "done"],
      [200, { success: false, message: "no plan" }, "validation"],
      [200, { code: 11, reason: "no credit" }, "insufficient_balance"],
      [200, "<html>", "outcome_unknown"],
    ])) {
      const client = await partner(() =>
        body === null || typeof body === "string"
          ? new Response(body, { status })
          : Response.json(body, { status }),
      );
      const call = client.renewNumber({ email });
      const found = await call.then(
        (renewal) => (renewal.success ? "done" : "not done"),
        (error) => error.kind,
      );
      assert.equal(found, end, JSON.stringify(body));
    }
  });

  it("fields and reason of other frameworks are read", async () => {
    const errors = { iccid: ["is bad", "is short"] };
    const laravel = await partner(() => Response.json({ message: "no", errors }, { status: 422 }));
    const error = await laravel.getTopupPackages(ICCID).catch((thrown) => thrown);
    assert.deepEqual([error.kind, error.reason, error.fields], ["validation", "no", errors]);
    for (const body of [
      { error: "invalid_client", error_description: "the reason" },
      { error: "the reason" },
      { error: { message: "the reason", code: 14 } },
    ]) {
      const client = await partner(() => Response.json(body, { status: 400 }));
      await assert.rejects(client.getTopupPackages(ICCID), { reason: "the reason" });
    }
  });
});

describe("odd answers to reads", () => {
  const PACKAGE = { title: "x", price: 1, amount: 1, day: 1 };
  const ROW = { code: "c", package_id: "p", type: "topup", created_at: "t", price: 1 };

  it("an odd package costs no other, neither in the list nor when one is bought", async () => {
    const data = [
      { ...PACKAGE, id: "p", voice: "many" },
      { id: "q" },
      null,
      { ...PACKAGE, id: "r" },
    ];
    const client = await partner((request) =>
      Response.json(request.method === "POST" ? { data: { ...ROW, id: 1 } } : { data }),
    );
    const packages = await client.getTopupPackages(ICCID);
    const [odd, good] = packages;
    assert.deepEqual(
      packages.map(({ id }) => id),
      ["p", "r"],
    );
    assert.equal(odd?.voice, null);
    assert.deepEqual(
      odd?.issues?.map(({ path }) => path),
      ["data[0].voice"],
    );
    assert.ok(good && !("issues" in good));
    assert.deepEqual(
      packages.issues?.map(({ path }) => path),
      ["data[1].title", "data[2]"],
    );
    for (const package_id of ["p", "r"]) {
      assert.equal((await client.submitTopupOrder({ iccid: ICCID, package_id })).id, 1);
    }
    await assert.rejects(client.submitTopupOrder({ iccid: ICCID, package_id: "q" }), {
      kind: "decode",
      path: "data[1].price",
    });
  });

  it("an odd order costs no other, also in a walk and with a filter", async () => {
    const data = [
      null,
      { ...ROW, id: 1, user: 7 },
      { ...ROW, id: 2, price: {} },
      { ...ROW, id: 3 },
    ];
    const client = await partner(() => Response.json({ data, meta: { last_page: 1 } }));
    for (const query of [{}, /** @type {const} */ ({ type: "topup" })]) {
      const { orders } = await client.getOrderList(query);
      assert.deepEqual(
        orders.map(({ id }) => id),
        [1, 3],
      );
      assert.deepEqual(
        orders.issues?.map(({ path }) => path),
        ["data[0]", "data[2].price"],
      );
      assert.deepEqual(
        orders[0]?.issues?.map(({ path }) => path),
        ["data[1].user"],
      );
      const walked = [];
      for await (const { id } of client.orders(query)) walked.push(id);
      assert.deepEqual(walked, [1, 3]);
    }
  });

  it("an odd entry of a history costs no other, from the network and from the cache", async () => {
    const entry = { status: "ACTIVE", package: { id: "p", day: "long" } };
    const client = await partner(() => Response.json({ data: [7, entry, { status: "ACTIVE" }] }));
    for (const source of ["network", "cache"]) {
      const history = await client.getPackageHistory(ICCID);
      assert.equal(history.source, source);
      assert.deepEqual(
        history.packages.map(({ validity }) => validity),
        [null],
      );
    }
  });

  it("voice and text of a history's package are numbers or null", async () => {
    const entry = { status: "ACTIVE", package: { id: "p", voice: "7", text: { a: 1 } } };
    const client = await partner(() => Response.json({ data: [entry] }));
    const [found] = (await client.getPackageHistory(ICCID)).packages;
    assert.deepEqual([found?.package.voice, found?.package.text], [7, null]);
  });

  it("a value of any depth can be serialised by the caller and is cached", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const chain = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    for (const value of [deep, chain]) {
      const entry = `{"status":"ACTIVE","extra":${value},"package":{"id":"p","voice":${value}}}`;
      const client = await partner((request) =>
        request.url.includes("/renew-number")
          ? new Response(`{"success":true,"data":${value}}`)
          : new Response(`{"data":[${entry}]}`),
      );
      const [first, second] = await Promise.all([
        client.getPackageHistory(ICCID),
        client.getPackageHistory(ICCID),
      ]);
      assert.equal(first.packages[0]?.package_id, "p");
      assert.equal(JSON.stringify(first), JSON.stringify(second));
      assert.equal((await client.getPackageHistory(ICCID)).source, "cache");
      const renewal = await client.renewNumber({ email: "ada@example.org" });
      assert.ok(await Response.json(renewal).text());
    }
  });

  it("an order of any depth is bought, found in the list, and recorded", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    for (const lost of [false, true]) {
      /** @type {string[]} */
      const orders = [];
      const client = await partner(async (request) => {
        if (request.url.includes("/topups") && request.method === "GET") {
          return Response.json({ data: [{ ...PACKAGE, id: "p" }] });
        }
        if (request.method === "GET") return new Response(`{"data":[${orders}],"extra":${deep}}`);
        const description = (await request.formData()).get("description");
        const known = JSON.stringify({ ...ROW, id: 1, price: "free", description }).slice(0, -1);
        orders.push(`${known},"extra":${deep}}`);
        return new Response(lost ? "cut" : `{"data":${orders[0]}}`);
      });
      const order = { iccid: ICCID, package_id: "p", reference: "cart-7" };
      const bought = await client.submitTopupOrder(order);
      assert.equal(bought.source, lost ? "list" : "answer");
      assert.ok(JSON.stringify(bought));
      assert.equal((await client.submitTopupOrder(order)).source, "journal");
    }
  });
});
