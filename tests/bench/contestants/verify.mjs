// The contestants do the same work. Each returns the same results for the same answers of the sandbox,
// notices the same broken answers, and sends only documented requests.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import initSerde, { Client as SerdeClient } from "#compiled-serde";
import { startSandbox } from "../../sandbox/server.js";
import { handWritten, partner, pressoneEsim, unchecked } from "./list.mjs";

/** @typedef {import("./types.js").Client} Client */
/** @typedef {import("./types.js").Contestant} Contestant */

const SHAPES = /** @type {const} */ (["older", "newer"]);

/** Changes to an answer of `getOrderList` that must be noticed. @type {((body: any) => void)[]} */
const BREAKS = [
  (body) => delete body.data,
  (body) => delete body.data[0].id,
  (body) => delete body.data[1].code,
  (body) => {
    body.data[1].price = "free";
  },
  (body) => {
    body.data[0].price = null;
  },
  (body) => {
    body.data[0].created_at = {};
  },
  (body) => {
    body.data[0].sims[0].is_roaming = [];
  },
  (body) => {
    body.data[0].validity = "a month";
  },
  (body) => {
    body.data[0].status = {};
  },
];

/** A result without the fields that only the package returns. @param {any} result */
const withoutPackageFields = ({ reference, shopper, source, ...rest }) => rest;

/** A result without those fields, and without times and ids, which differ from call to call. @param {any} result */
const comparable = ({ fetched_at, expires_at, id, order_id, code, created_at, ...rest }) =>
  withoutPackageFields(rest);

/** The comparable results of a purchase and a renewal. @param {Client} client @param {any} sandbox */
async function callWrites(client, { iccids, emails }) {
  const iccid = iccids.active;
  const [offer] = await client.getTopupPackages(iccid);
  assert.ok(offer);
  const order = await client.submitTopupOrder({
    ...{ iccid, package_id: offer.id, price: offer.price, description: "cart 7" },
  });
  assert.equal(order.order_id, order.id);
  const renewal = comparable(await client.renewNumber({ email: emails.subscriber }));
  return { order: comparable(order), renewal };
}

/** The comparable results of each read. @param {Client} client @param {any} sandbox */
async function callReads(client, { iccids }) {
  const iccid = iccids.active;
  const topups = await client.getTopupPackages(iccid);
  const history = await client.getPackageHistory(iccid);
  const cached = await client.getPackageHistory(iccid);
  assert.deepEqual([history.source, cached.source], ["network", "cache"]);
  assert.deepEqual(cached.packages, history.packages);
  const list = await client.getOrderList({ include: ["sims", "user", "status"], limit: 9 });
  // The ids are equal, because each contestant has a sandbox of its own.
  const orders = list.orders.map((each) => ({ ...withoutPackageFields(each), created_at: "" }));
  const packages = history.packages.map((each) => ({
    ...each,
    ...{ activated_at: !!each.activated_at, expired_at: !!each.expired_at },
  }));
  for (const each of orders) {
    for (const sim of each.sims ?? []) sim.created_at = "";
    if (each.user) each.user.created_at = "";
  }
  return { topups, packages, orders, meta: list.meta };
}

/**
 * Returns true if the contestant notices that this order list is broken. The package reports what is odd in
 * `issues`, the others reject.
 *
 * @param {Contestant} contestant
 * @param {unknown} body
 */
async function notices({ createClient }, body) {
  const client = await createClient({
    baseUrl: "http://127.0.0.1:1",
    fetch: async () => new Response(JSON.stringify(body)),
    maxRetries: 0,
  });
  return client.getOrderList().then(
    (/** @type {any} */ { orders }) =>
      [orders, ...orders].some((/** @type {any} */ each) => each.issues !== undefined),
    (/** @type {any} */ thrown) => thrown?.kind === "decode",
  );
}

/**
 * An access token of the sandbox, for the page client, which takes no credentials.
 *
 * @param {string} baseUrl
 * @param {Record<string, string>} credentials
 * @returns {Promise<string>}
 */
async function fetchToken(baseUrl, credentials) {
  const response = await fetch(`${baseUrl}/customer/v2/token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ ...credentials, grant_type: "client_credentials" }),
  });
  return (await response.json()).data.access_token;
}

/**
 * Verifies all contestants. The page client has no gateway here, so only its reads are compared.
 *
 * @throws {Error} if a contestant differs from the partner client
 */
export async function verifyContestants() {
  const { url, worlds, close } = await startSandbox();
  try {
    for (const shape of SHAPES) {
      /** @type {{ reads: unknown, writes: unknown } | undefined} */
      let expected;
      for (const [index, { name, file }] of [partner, ...handWritten, pressoneEsim].entries()) {
        const reader = name === pressoneEsim.name;
        /** @type {Contestant} */
        const contestant = await import(file);
        const world = `${shape}-${index}`;
        const sandbox = worlds.get(world);
        sandbox.shapes.set(shape);
        const { credentials } = sandbox;
        const baseUrl = `${url}/world/${world}`;
        const access = reader ? { token: await fetchToken(baseUrl, credentials) } : { credentials };
        const client = await contestant.createClient({ baseUrl, ...access });
        const reads = await callReads(client, sandbox);
        const writes = reader ? undefined : await callWrites(client, sandbox);
        expected ??= { reads, writes };
        const differs = `${name} differs from the partner client (${shape} server)`;
        assert.deepEqual(reads, expected.reads, differs);
        if (!reader) assert.deepEqual(writes, expected.writes, differs);
        assert.deepEqual(sandbox.violations, [], name);
      }
    }
    await verifyRefusals(`${url}/world/broken`, worlds.get("broken"));
    await verifySerde(`${url}/world/serde`, worlds.get("serde"));
  } finally {
    await close();
  }
}

/** @param {string} baseUrl @param {any} sandbox */
async function verifyRefusals(baseUrl, { credentials }) {
  /** @type {string} */
  let text = "";
  const recordingFetch = async (/** @type {Parameters<typeof fetch>} */ ...args) => {
    const response = await fetch(...args);
    text = await response.clone().text();
    return response;
  };
  /** @type {Contestant} */
  const { createClient } = await import(unchecked.file);
  const client = await createClient({ baseUrl, credentials, fetch: recordingFetch });
  await client.getOrderList({ include: ["sims", "user", "status"] });
  for (const { name, file } of [pressoneEsim, ...handWritten]) {
    /** @type {Contestant} */
    const contestant = await import(file);
    assert.ok(!(await notices(contestant, JSON.parse(text))), `${name} refuses a good answer`);
    if (name === unchecked.name) continue;
    for (const breakBody of BREAKS) {
      const body = JSON.parse(text);
      const rows = body.data;
      // The breaks need an order with sims in the first row.
      const at = rows.findIndex((/** @type {any} */ each) => each.sims.length > 0);
      [rows[0], rows[at]] = [rows[at], rows[0]];
      breakBody(body);
      assert.ok(await notices(contestant, body), `${name} accepts: ${breakBody}`);
    }
  }
}

/**
 * Verifies the client in Rust on a server that sends numbers as numbers, because it reads no others. Each field
 * that it returns is that of the page client.
 *
 * @param {string} baseUrl
 * @param {any} sandbox
 */
async function verifySerde(baseUrl, sandbox) {
  sandbox.shapes.set("newer");
  const { iccids, emails, credentials } = sandbox;
  const iccid = iccids.active;
  const token = await fetchToken(baseUrl, credentials);
  await initSerde({ module_or_path: readFileSync("target/bench/serde/serde_bg.wasm") });
  const client = new SerdeClient(baseUrl, token);
  /** @type {Contestant} */
  const { createClient } = await import(pressoneEsim.file);
  const page = await createClient({ baseUrl, token });
  const list = {
    include: /** @type {("sims" | "user" | "status")[]} */ (["sims", "user", "status"]),
  };
  const offers = await page.getTopupPackages(iccid);
  assertFieldsOf(await client.getTopupPackages(iccid), offers);
  // The sandbox allows one request for a history, so the page client makes none.
  const history = await client.getPackageHistory(iccid);
  assert.ok(history.length > 0 && history.every((each) => each.package.id));
  const { orders, meta } = await page.getOrderList(list);
  const read = await client.getOrderList(list);
  assertFieldsOf(read.orders, orders);
  assertFieldsOf(read.meta, { message: "success", ...meta });
  const bought = await client.submitTopupOrder({ iccid, package_id: offers[0]?.id });
  assert.deepEqual([bought.package_id, bought.price], [offers[0]?.id, offers[0]?.price]);
  assert.equal((await client.renewNumber({ email: emails.subscriber })).success, true);
  assert.deepEqual(sandbox.violations, []);
}

/**
 * Asserts that each field of a value has an equal one in another value. Fields without a value may be absent
 * there.
 *
 * @param {any} value
 * @param {any} other
 * @param {string} [path]
 */
function assertFieldsOf(value, other, path = "") {
  if (typeof value !== "object" || value === null) {
    return assert.deepEqual(value, other ?? null, `in Rust: ${path}`);
  }
  if (Array.isArray(value)) assert.equal(value.length, other?.length, `in Rust: ${path}`);
  for (const [name, each] of Object.entries(value)) {
    assertFieldsOf(each, other?.[name], `${path}.${name}`);
  }
}
