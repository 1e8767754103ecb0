// The storefront on Node: `node www/server/node.mjs`, with each store.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { newerNode } from "../../../pkg-template/tools/nodes.mjs";
import { startOnNode } from "../../../www/server/node.mjs";
import { purchaseRequest } from "../../gateway/purchase-request.js";
import { startPostgres } from "../../stores/servers/postgres.js";
import { startRedis } from "../../stores/servers/redis.js";
import { useFolder } from "../../stores/temporary-folder.js";

const SERVER = fileURLToPath(new URL("../../../www/server/node.mjs", import.meta.url));
const NEWER_NODE = await newerNode();
const API = "/api/pressone";
const SECRET = "a secret of the tests' own, and long enough";

/** Opens a session of a shop. @param {string} origin */
async function openSession(origin) {
  const page = await fetch(origin);
  assert.match(await page.text(), /<html/);
  const cookie = String(page.headers.get("Set-Cookie")).split(";")[0] ?? "";
  return {
    /** @param {string} path @param {RequestInit} [init] @returns {Promise<any>} */
    async send(path, { headers, ...init } = {}) {
      const all = { Cookie: cookie, Origin: origin, ...headers };
      const answer = await fetch(origin + path, { ...init, headers: all });
      const body = /** @type {any} */ (await answer.json());
      assert.equal(answer.status, 200, JSON.stringify(body));
      return body;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openSession>>} Session */

/**
 * Starts the shop, and opens a session.
 *
 * @param {string} program
 * @param {string} address
 * @param {string[]} [options] of Node
 */
async function openShop(program, address, options = []) {
  const child = spawn(program, [...options, SERVER], {
    env: { ...process.env, PORT: "0", STORE: address, STORE_SECRET: SECRET },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    ended.then(([code]) => [`the shop ended with ${code}`]),
  ]);
  const origin = /http:\/\/[\d.:]+/.exec(line)?.[0];
  assert.ok(origin, line);
  return {
    line,
    ...(await openSession(origin)),
    async close() {
      child.kill("SIGTERM");
      assert.deepEqual(await ended, [0, null]);
    },
  };
}

/** Pays, and returns the request of the purchase. @param {Session} session */
async function pay({ send }) {
  const [{ iccid }] = (await send("/shop/account")).esims;
  const [{ id: package_id, price }] = (await send(`${API}/customer/v2/sims/${iccid}/topups`)).data;
  const payment = JSON.stringify({ iccid, package_id, price });
  const headers = { "Idempotency-Key": randomUUID() };
  const post = () => send("/shop/payments", { method: "POST", headers, body: payment });
  const [{ payment_id }, copy] = await Promise.all([post(), post()]);
  assert.equal(copy.payment_id, payment_id);
  return purchaseRequest(payment_id, { kind: "topup", iccid, package_id, price });
}

/** Pays, buys twice, and returns the order's code. @param {Session} session */
async function buy(session) {
  const { send } = session;
  const request = await pay(session);
  const [one, two] = [
    await send(`${API}/purchases`, request),
    await send(`${API}/purchases`, request),
  ];
  assert.equal(one.data.state, "done");
  assert.equal(two.data.order.code, one.data.order.code);
  return one.data.order.code;
}

/** Hides the SQLite drivers from a process, as if none was installed. */
const HIDE_SQLITE = `
export const resolve = (specifier, context, next) =>
  next(/^(node:|better-)sqlite3?$/.test(specifier)
    ? "no-such-package" : specifier, context);
`;

/** @param {string} script */
const dataUrl = (script) => `data:text/javascript,${encodeURIComponent(script)}`;

describe("the storefront on Node", { concurrency: true, timeout: 120_000 }, () => {
  const folder = useFolder("shop");
  const programs = { "this Node": process.execPath, "a newer Node": NEWER_NODE };

  for (const [name, program] of Object.entries(programs)) {
    it(`sells with SQLite on ${name}, and knows its purchases after a restart`, async () => {
      const address = join(folder, `${name.replaceAll(" ", "-")}.db`);
      const shop = await openShop(program, address);
      assert.match(shop.line, /SQLite/);
      const code = await buy(shop);
      await shop.close();
      const again = await openShop(program, address);
      const { data } = await again.send(`${API}/purchases.json`);
      assert.deepEqual(
        data.map((/** @type {any} */ each) => each.order.code),
        [code],
      );
      await again.close();
    });
  }

  it("sells without SQLite, and says that it forgets its purchases", async () => {
    const hide = `import { register } from "node:module"; register("${dataUrl(HIDE_SQLITE)}");`;
    const options = ["--import", dataUrl(hide)];
    const shop = await openShop(process.execPath, join(folder, "none.db"), options);
    assert.match(shop.line, /a store in memory/);
    await buy(shop);
    await shop.close();
  });

  it("finishes and answers a purchase before it ends", async () => {
    const shop = await startOnNode({ address: join(folder, "closed.db") });
    const session = await openSession(shop.url);
    const request = await pay(session);
    const { faults } = shop.sandbox;
    faults.add({ endpoint: "submit", kind: "latency", ms: 1_000 });
    const purchase = session.send(`${API}/purchases`, request);
    while (faults.list().length > 0) await Promise.race([purchase, sleep(10)]);
    const [{ data }] = await Promise.all([purchase, shop.close()]);
    assert.equal(data.state, "done");
  });

  it("refuses a body that is too long or has no length, and serves the next request", async (t) => {
    const shop = await startOnNode({ address: join(folder, "long.db") });
    t.after(shop.close);
    const payments = `${shop.url}/shop/payments`;
    const unknownLength = new Blob(["{}"]).stream();
    for (const body of ["x".repeat(2_000_000), unknownLength]) {
      const init = /** @type {RequestInit} */ ({ method: "POST", body, duplex: "half" });
      const answer = await fetch(payments, init);
      assert.deepEqual([answer.status, await answer.text()], [413, ""]);
    }
    assert.equal((await fetch(payments, { method: "POST", body: "{}" })).status, 401);
  });

  it("sells with PostgreSQL", async (t) => {
    const server = await startPostgres();
    t.after(server.close);
    const shop = await openShop(process.execPath, server.url);
    assert.match(shop.line, /PostgreSQL/);
    await buy(shop);
    await shop.close();
  });

  it("sells with Redis", async (t) => {
    const server = await startRedis();
    t.after(server.close);
    const shop = await openShop(process.execPath, server.url);
    assert.match(shop.line, /Redis/);
    await buy(shop);
    await shop.close();
  });
});
