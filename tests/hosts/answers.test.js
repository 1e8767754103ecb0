// Answers of any length, form and depth, and what the client does with them. Rows of faults have names
// such as S7.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { createClient } from "#pressone-esim";

const ICCID = "8944500102030405061";
const BASE_URL = "https://pressone.example";
const CREDENTIALS = { client_id: "id", client_secret: "secret" };
const MB = 1 << 20;
const TOKEN = { data: { access_token: "t", expires_in: 3600 } };

/** @typedef {(request: Request) => Promise<Response> | Response} Answer */

/** A partner client whose requests other than that for the token get this answer. @param {Answer} answer */
const partner = (answer, options = {}) =>
  createClient({
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

describe("long answers", () => {
  for (const [name, connect, limit] of /** @type {const} */ ([
    ["a partner client", partner, 8],
    ["a page client", page, 1],
  ])) {
    it(`S7: ${name} stops reading at ${limit} MB and cancels the rest`, async () => {
      const { state, response } = hugeAnswer();
      const client = await connect(() => response);
      const error = await client.getTopupPackages(ICCID).catch((thrown) => thrown);
      assert.equal(error.kind, "decode");
      assert.match(error.message, new RegExp(`longer than ${limit} MB`));
      assert.equal(state.cancelled, true);
      assert.ok(state.bytes <= (limit + 1) * MB, `${state.bytes} bytes were read`);
    });

    it(`S7: ${name} does not read an answer that announces more`, async () => {
      const { state, response } = hugeAnswer();
      response.headers.set("content-length", String(limit * MB + 1));
      const client = await connect(() => response);
      await assert.rejects(client.getTopupPackages(ICCID), { kind: "decode" });
      assert.equal(state.cancelled, true);
      assert.ok(state.bytes <= MB, `${state.bytes} bytes were read`);
    });

    it(`S7: ${name} reads an answer that is just short enough`, async () => {
      const pad = " ".repeat(limit * MB - 11);
      const client = await connect(() => new Response(`{"data":[]${pad}}`));
      assert.deepEqual(await client.getTopupPackages(ICCID), []);
    });
  }

  it("S7: a compressed answer counts as long as its text, over a real connection", async () => {
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

  it("S7: a failure's status counts if its body is too long", async () => {
    const { state, response } = hugeAnswer(403);
    const client = await partner(() => response);
    await assert.rejects(client.getTopupPackages(ICCID), { kind: "permission", status: 403 });
    assert.equal(state.cancelled, true);
  });

  it("S7: a long answer to an order is a lost answer", async () => {
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

  it("S7: a fetch whose answer has no stream still works, and its text has the same limit", async () => {
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
  it("F7: no request may be answered from a cache, also one with a stream as its body", async () => {
    /** @type {Request[]} */
    const sent = [];
    const client = await createClient({
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
        ["POST", "no-store"],
      ],
    );
  });
});
