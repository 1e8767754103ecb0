// Random and odd requests of Schemathesis: gateway and sandbox answer as their descriptions say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { availableNumbers } from "../../pkg-template/package/sandbox/data/subscribers.js";
import { GATEWAY_DESCRIPTION } from "../gateway/described.js";
import { describeSandbox } from "./sandbox-description.js";
import { fuzz } from "./schemathesis.js";
import { SHOPPER_TOKEN, serveGateway, serveSandbox } from "./servers.js";

/** @typedef {import("./servers.js").Handler} Handler */
/** @typedef {Partial<import("./schemathesis.js").Target> & { program?: string }} Options */

/** @param {string} text */
const base64url = (text) => Buffer.from(text).toString("base64url");

/** @param {string} name @param {(gateway: Handler) => Handler} [plant] @param {Options} [options] */
async function fuzzGateway(name, plant, { program, ...options } = {}) {
  const { url, close, sandbox, known } = await serveGateway(plant);
  const { iccids, emails } = sandbox;
  try {
    const target = {
      ...{ name, url, description: GATEWAY_DESCRIPTION, tokens: { token: SHOPPER_TOKEN } },
      values: {
        "path.iccid": [iccids.active, iccids.noOffers, iccids.recycled, iccids.unlimited],
        "path.reference": [base64url("pay_1"), base64url("renewal_1"), base64url("nothing")],
        "path.id": known.orders,
        "query.after": known.cursors,
        "body.iccid": [iccids.active],
        "body.package_id": known.packages,
        "body.email": [emails.subscriber, emails.freeTrial, emails.unknown],
        "body.number": known.numbers,
      },
      // Another method is 404 as another path is: the page client takes both for a wrong set-up.
      excluded: ["unsupported_method"],
      ...options,
    };
    return { ...(await fuzz(target, program)), sandbox };
  } finally {
    close();
  }
}

/** @param {string} name @param {(sandbox: Handler) => Handler} [plant] @param {Options} [options] */
async function fuzzSandbox(name, plant, options = {}) {
  const { url, close, sandbox } = await serveSandbox(plant);
  const { credentials, iccids, emails } = sandbox;
  try {
    const accept = { Accept: "application/json" };
    const granted = await fetch(`${url}/customer/v2/token`, {
      ...{ method: "POST", headers: accept },
      body: new URLSearchParams({ ...credentials, grant_type: "client_credentials" }),
    });
    const token = (await granted.json()).data.access_token;
    const listed = await fetch(`${url}/customer/v2/orders?limit=1`, {
      headers: { ...accept, Authorization: `Bearer ${token}` },
    });
    const [order] = (await listed.json()).data;
    const target = {
      ...{ name, url, description: describeSandbox(), tokens: { token }, headers: accept },
      values: {
        "path.iccid": [iccids.active, iccids.recycled, iccids.unlimited],
        "path.id": [String(order.id)],
        "body.client_id": [credentials.client_id],
        "body.client_secret": [credentials.client_secret],
        "body.iccid": [iccids.active],
        "body.package_id": ["northwind-7days-1gb-topup", "northwind-15days-2gb"],
        "body.quantity": ["1", "2"],
        "body.email": [emails.subscriber, emails.freeTrial],
        "body.mobile": availableNumbers().map(({ mobile }) => mobile),
      },
      ...options,
    };
    return { ...(await fuzz(target)), sandbox };
  } finally {
    await close();
  }
}

test("the gateway answers as its description says", async () => {
  const { status, printed, cases, sandbox } = await fuzzGateway("gateway");
  assert.equal(status, 0, printed);
  assert.ok(cases > 500, `${cases} requests`);
  assert.ok(sandbox.ledger.orders.length > 0 && sandbox.ledger.renewals.length > 0);
  assert.ok(sandbox.ledger.claims.length > 0);
});

test("the sandbox answers as its description says", async () => {
  const { status, printed, cases, sandbox } = await fuzzSandbox("sandbox");
  assert.equal(status, 0, printed);
  assert.ok(cases > 500, `${cases} requests`);
  assert.ok(sandbox.ledger.orders.length > 0 && sandbox.ledger.renewals.length > 0);
});

/**
 * A server whose successful answers of a path are changed.
 *
 * @param {string} path
 * @param {(body: any) => void} change
 * @returns {(server: Handler) => Handler}
 */
const withAnswers = (path, change) => (server) => async (request) => {
  const answer = await server(request);
  if (!answer.ok || !new URL(request.url).pathname.endsWith(path)) return answer;
  const body = await answer.json();
  change(body);
  return Response.json(body);
};

/** A server that sees a query without some parameters. @param {string[]} names @returns {(server: Handler) => Handler} */
const without = (names) => (server) => (request) => {
  const url = new URL(request.url);
  for (const name of names) url.searchParams.delete(name);
  return server(new Request(url, request));
};

/** The faults that are planted in a gateway, with the operation and the finding. @type {[string, string, RegExp, (gateway: Handler) => Handler][]} */
const GATEWAY_FAULTS = [
  [
    "a price as a text",
    "getTopupPackages",
    /Response violates schema/,
    withAnswers("/topups", ({ data }) => {
      for (const offer of data) offer.price = String(offer.price);
    }),
  ],
  ["a parameter that is not read", "purchases", /accepted/, without(["limit"])],
  [
    "a status that is not described",
    "getOrderList",
    /Undocumented status code/,
    (gateway) => async (request) => {
      const answer = await gateway(request);
      return answer.ok ? new Response(answer.body, { ...answer, status: 206 }) : answer;
    },
  ],
  [
    "a described request that is refused",
    "purchases",
    /described_request_is_served/,
    (gateway) => async (request) => {
      const refusal = {
        ...{ reason: "A field is not valid.", data: { state: "is not valid" } },
        meta: { gateway: 1, message: "A field is not valid." },
      };
      const refused = new URL(request.url).searchParams.get("state") === "open";
      return refused ? Response.json(refusal, { status: 422 }) : gateway(request);
    },
  ],
  [
    "a session that is not asked for",
    "purchases",
    /without authentication/,
    (gateway) => (request) => {
      const signedIn = new Request(request);
      signedIn.headers.set("Authorization", `Bearer ${SHOPPER_TOKEN}`);
      return gateway(signedIn);
    },
  ],
];

for (const [name, operation, finding, plant] of GATEWAY_FAULTS) {
  test(`a gateway with ${name} is found`, async () => {
    const options = { operations: [operation], examples: 10 };
    const { status, printed, failures } = await fuzzGateway("planted", plant, options);
    assert.equal(status, 1, printed);
    const titles = failures.map(({ title }) => title).join("; ");
    assert.match(titles, finding);
  });
}

test("a sandbox with an answer of another shape is found", async () => {
  const plant = withAnswers("/balance", ({ data }) => {
    data.balances = null;
  });
  const { status, printed, failures } = await fuzzSandbox("planted", plant, {
    ...{ operations: ["balance"], examples: 5 },
  });
  assert.equal(status, 1, printed);
  assert.match(failures.map(({ title }) => title).join("; "), /Response violates schema/);
});

test("a missing program fails the run, and is named", async () => {
  await assert.rejects(
    fuzzGateway("missing", undefined, { program: "/nowhere/schemathesis" }),
    /\/nowhere\/schemathesis is missing: install it with `node pkg-template\/setup.mjs test`/,
  );
});
