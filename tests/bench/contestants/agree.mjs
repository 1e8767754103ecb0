// Whoever is compared has to do the same work: every contestant gives the same results for the same
// answers of the sandbox, refuses the same broken ones, and asks for nothing undocumented.
import assert from "node:assert/strict";
import { startSandbox } from "../../sandbox/server.js";
import { contestants } from "./list.mjs";

/** @typedef {import("./types.js").Client} Client */
/** @typedef {import("./types.js").Contestant} Contestant */

const SHAPES = ["older", "newer"];

/** What is broken in an answer to `getOrderList`, and has to be refused. @type {((body: any) => void)[]} */
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

/**
 * Times and ids that differ from call to call, and the package's word for a shop's own server, which
 * nobody here is.
 *
 * @param {any} result
 */
const lasting = ({ fetched_at, expires_at, id, order_id, code, created_at, ...rest }) =>
  unnamed(rest);

/** What the package alone tells. @param {any} result */
const unnamed = ({ reference, shopper, source, ...rest }) => rest;

/** One call of each endpoint. @param {Client} client @param {any} sandbox */
async function results(client, { iccids, emails }) {
  const iccid = iccids.active;
  const topups = await client.getTopupPackages(iccid);
  const [offer] = topups;
  assert.ok(offer);
  const order = await client.submitTopupOrder({
    ...{ iccid, package_id: offer.id, price: offer.price, description: "cart 7" },
  });
  assert.equal(order.order_id, order.id);
  const history = await client.getPackageHistory(iccid);
  const again = await client.getPackageHistory(iccid);
  assert.deepEqual([history.source, again.source], ["network", "cache"]);
  assert.deepEqual(again.packages, history.packages);
  const list = await client.getOrderList({ include: ["sims", "user", "status"], limit: 9 });
  const renewal = lasting(await client.renewNumber({ email: emails.subscriber }));
  // Everybody gets a sandbox of its own, so that all see the same orders.
  const orders = list.orders.map((each) => ({ ...unnamed(each), created_at: "" }));
  const packages = history.packages.map((each) => ({
    ...each,
    ...{ activated_at: !!each.activated_at, expired_at: !!each.expired_at },
  }));
  for (const each of orders) {
    for (const sim of each.sims ?? []) sim.created_at = "";
    if (each.user) each.user.created_at = "";
  }
  return { topups, order: lasting(order), packages, orders, meta: list.meta, renewal };
}

/** @param {Contestant} contestant @param {unknown} body */
async function refuses({ createClient }, body) {
  const client = await createClient({
    baseUrl: "http://127.0.0.1:1",
    fetch: async () => new Response(JSON.stringify(body)),
    maxRetries: 0,
  });
  const error = await client.getOrderList().then(
    () => undefined,
    (/** @type {any} */ thrown) => thrown,
  );
  return error?.kind === "decode";
}

/** @throws {Error} where one of them differs from the package */
export async function agree() {
  const { url, worlds, close } = await startSandbox();
  try {
    for (const shape of SHAPES) {
      /** @type {unknown} */
      let expected;
      for (const [index, { name, file }] of contestants.entries()) {
        /** @type {Contestant} */
        const contestant = await import(file);
        const world = `${shape}-${index}`;
        const sandbox = worlds.get(world);
        sandbox.shapes.set(shape);
        const { credentials } = sandbox;
        const baseUrl = `${url}/world/${world}`;
        const client = await contestant.createClient({ baseUrl, credentials });
        const found = await results(client, sandbox);
        // The package comes first.
        expected ??= found;
        assert.deepEqual(found, expected, `${name} differs from the package (${shape} server)`);
        assert.deepEqual(sandbox.violations, [], name);
      }
    }
    await refusals(`${url}/world/broken`, worlds.get("broken"));
  } finally {
    await close();
  }
}

/** @param {string} baseUrl @param {any} sandbox */
async function refusals(baseUrl, { credentials }) {
  /** @type {string} */
  let text = "";
  const keep = async (/** @type {Parameters<typeof fetch>} */ ...args) => {
    const response = await fetch(...args);
    text = await response.clone().text();
    return response;
  };
  const bare = await import("./bare.js");
  const client = bare.createClient({ baseUrl, credentials, fetch: keep });
  await client.getOrderList({ include: ["sims", "user", "status"] });
  for (const { name, file } of contestants) {
    /** @type {Contestant} */
    const contestant = await import(file);
    assert.ok(!(await refuses(contestant, JSON.parse(text))), `${name} refuses a good answer`);
    // It believes whatever it can read.
    if (name.includes("nothing checked")) continue;
    for (const spoil of BREAKS) {
      const body = JSON.parse(text);
      const rows = body.data;
      const at = rows.findIndex((/** @type {any} */ each) => each.sims.length > 0);
      [rows[0], rows[at]] = [rows[at], rows[0]];
      spoil(body);
      assert.ok(await refuses(contestant, body), `${name} accepts: ${spoil}`);
    }
  }
}
