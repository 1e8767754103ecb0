// The gateway's answers to each shopper, and its refusals. Each attack is sent to the running worker.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { purchaseRequest } from "./purchase-request.js";
import { base64url, PURCHASES, useGateway } from "./rig.js";

describe("the gateway in workerd under attack", () => {
  const rig = useGateway({ isolates: 1 });
  const own = () => rig.sandbox().iccids.active;
  const foreign = () => rig.sandbox().iccids.digits17;
  const UNKNOWN = "8944500109999999999";
  const ESIM_READS = ["/topups", "/packages", "", "/usage", "/instructions"];
  /** @param {string} iccid @param {string} read */
  const simPath = (iccid, read) => `/customer/v2/sims/${iccid}${read}`;

  it("answers a request without an identity with 401, and asks PressOne for nothing", async () => {
    const world = rig.world("anonymous");
    for (const path of [
      ...ESIM_READS.map((read) => simPath(own(), read)),
      "/customer/v2/sims",
      "/customer/v2/packages",
      "/customer/v2/compatible-devices-lite",
      "/customer/v2/orders",
      "/customer/v2/orders/1",
      "/purchases.json",
      `/purchases/${base64url("paid-ada-1")}.json`,
    ]) {
      /** @type {Record<string, string>[]} */
      const forged = [
        {},
        { Authorization: "Bearer forged" },
        { Authorization: "Basic YWRhOmFkYQ==" },
        { Authorization: "Bearer shopper-ada, Bearer x" },
        { Cookie: "shopper=" },
        { Cookie: "xshopper=ada" },
      ];
      for (const headers of forged) {
        const { status, body } = await world.send(path, { shopper: null, headers });
        assert.equal(status, 401, JSON.stringify(headers));
        assert.deepEqual(Object.keys(body).sort(), ["meta", "reason"]);
        assert.equal(body.meta.gateway, 1);
      }
    }
    const order = { iccid: own(), package_id: "x" };
    assert.equal((await world.buy(order, "paid-ada-1", { shopper: null })).status, 401);
    assert.equal(world.sandbox.requests.length, 0);
  });

  it("gives another shopper's eSIM the same answer as an unknown one", async () => {
    const world = rig.world("foreign");
    for (const read of ESIM_READS) {
      const answers = [
        await world.send(simPath(foreign(), read)),
        await world.send(simPath(UNKNOWN, read)),
        await world.send(simPath(own(), read), { shopper: "eve" }),
        await world.send(simPath(own(), read), { shopper: "nobody_special" }),
      ];
      for (const { status, text, headers } of answers) {
        assert.equal(status, 403);
        assert.equal(text, answers[0]?.text);
        assert.deepEqual(
          [...headers.keys()].sort(),
          [...(answers[0]?.headers.keys() ?? [])].sort(),
        );
      }
    }
    for (const iccid of [foreign(), UNKNOWN]) {
      const { status } = await world.buy({ iccid, package_id: "x" }, "paid-ada-2");
      assert.equal(status, 403);
    }
    for (const email of ["somebody@example.org", rig.sandbox().emails.freeTrial]) {
      assert.equal((await world.renew(email, "paid-ada-r")).status, 403);
    }
    assert.equal(world.sandbox.requests.length, 0, "no request reached PressOne");
  });

  it("answers every path but its own with 404", async () => {
    const world = rig.world("paths");
    const iccid = own();
    for (const [method, path] of [
      ["POST", "/customer/v2/token"],
      ["GET", "/customer/v2/balance"],
      ["GET", "/customer/v2/sims//"],
      ["GET", "/customer/v2/sims//usage"],
      ["GET", "/customer/v2/sims/%20"],
      ["GET", `/customer/v2/sims/${iccid}/usage?iccid=${foreign()}`],
      ["GET", `/cusomter/v2/sims/${iccid}/usage`],
      ["GET", `/customer/v2/sims/${iccid}//topups`],
      ["GET", `//customer/v2/sims/${iccid}/topups`],
      ["GET", `/customer//v2/sims/${iccid}/topups`],
      ["GET", `/Customer/v2/sims/${iccid}/topups`],
      ["GET", `/customer/v2/sims/${iccid}/TOPUPS`],
      ["GET", `/customer/v2/sims/${iccid}%2Ftopups`],
      ["GET", `/customer%2fv2/sims/${iccid}/topups`],
      ["GET", `/customer/v2/sims/%38944500102030405061/topups`],
      ["GET", `/customer/v2/sims/${foreign()}%2f..%2f${iccid}/topups`],
      ["GET", `/customer/v2/sims/${foreign()}/%2e%2e/${iccid}/../topups`],
      ["GET", `/customer/v2/sims/${iccid}/topups;x=1`],
      ["GET", `/customer/v2/sims/${iccid}/topups%00`],
      ["GET", `/customer/v2/sims/${iccid}/topups%23/usage`],
      ["GET", `/customer/v2/sims/${iccid}/topups?iccid=${foreign()}`],
      ["GET", `/customer/v2/sims/${iccid.slice(0, 16)}/topups`],
      ["GET", `/customer/v2/sims/${iccid}12345678/topups`],
      ["GET", `/customer/v2/sims//topups`],
      ["HEAD", `/customer/v2/sims/${iccid}/topups`],
      ["DELETE", `/customer/v2/sims/${iccid}/topups`],
      ["POST", "/customer/v2/orders/topups"],
      ["POST", "/customer/v2/orders"],
      ["GET", "/customer/v2/orders/0"],
      ["GET", "/customer/v2/orders/topups"],
      ["GET", "/customer/v2/orders/1%2f..%2f2"],
      ["POST", "/api/third-party/partner/renew-number/"],
      ["GET", "/api/third-party/partner/user/"],
      ["GET", PURCHASES],
      ["PUT", PURCHASES],
      ["DELETE", PURCHASES],
      ["OPTIONS", PURCHASES],
      ["POST", `${PURCHASES}?reference=x`],
      ["POST", `${PURCHASES}//`],
      ["POST", "/Purchases"],
      ["POST", "/purchases.JSON"],
      ["POST", "/purchases%2ejson"],
      ["POST", `/purchases/${base64url("paid-ada-1")}.json`],
      ["GET", `/purchases/${base64url("paid-ada-1")}`],
      ["GET", "/purchases/.json"],
    ]) {
      const { status } = await world.send(path ?? "", { method: method ?? "" });
      assert.equal(status, 404, `${method} ${path}`);
    }
    assert.equal(world.sandbox.requests.length, 0);
  });

  it("refuses a request that overrides its method", async () => {
    const world = rig.world("override");
    for (const name of ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"]) {
      const headers = { [name]: "POST" };
      assert.equal((await world.send("/customer/v2/orders", { headers })).status, 400, name);
    }
    assert.equal((await world.send("/customer/v2/orders?_method=POST")).status, 422);
  });

  it("refuses requests of other sites, and writes with a cookie but no origin", async () => {
    const world = rig.world("csrf");
    const order = { kind: "topup", iccid: own(), package_id: "x" };
    const cookie = { Cookie: "shopper=ada" };
    for (const headers of [
      { ...cookie, Origin: "https://evil.example" },
      { ...cookie, Origin: "null" },
      { ...cookie, Origin: rig.url().replace("http:", "https:") },
      { ...cookie, Origin: `${rig.url()}.evil.example` },
      { ...cookie, Origin: rig.url(), "Sec-Fetch-Site": "cross-site" },
      { ...cookie, "Sec-Fetch-Site": "cross-site" },
      { ...cookie, "Sec-Fetch-Site": "same-site" },
      { ...cookie, "Sec-Fetch-Site": "none" },
      cookie,
    ]) {
      const init = purchaseRequest("paid-ada-9", order, headers);
      for (const path of [PURCHASES, `${PURCHASES}.json`, `${PURCHASES}/`]) {
        const { status } = await world.send(path, { ...init, shopper: null });
        assert.equal(status, 403, `${path} ${JSON.stringify(headers)}`);
      }
    }
    for (const headers of [
      { ...cookie, Origin: "https://evil.example" },
      { ...cookie, "Sec-Fetch-Site": "cross-site" },
    ]) {
      const { status, headers: received } = await world.send("/customer/v2/orders", {
        shopper: null,
        headers,
      });
      assert.equal(status, 403);
      assert.equal(received.get("access-control-allow-origin"), null);
    }
    assert.equal(world.sandbox.requests.length, 0);
    const samePage = { ...cookie, Origin: rig.url(), "Sec-Fetch-Site": "same-origin" };
    assert.equal(
      (await world.send("/customer/v2/orders", { shopper: null, headers: samePage })).status,
      200,
    );
  });

  it("serves pages of the origins that the policy names, and of no others", async () => {
    const world = rig.world("cors");
    const headers = { Origin: "https://partner-page.example", "Sec-Fetch-Site": "cross-site" };
    const answer = await world.send("/customer/v2/orders", { headers });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("access-control-allow-origin"), headers.Origin);
    const preflight = await world.send(PURCHASES, { method: "OPTIONS", headers });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("access-control-allow-origin"), headers.Origin);
    const evil = { Origin: "https://partner-page.example.evil.example" };
    const refused = await world.send(PURCHASES, { method: "OPTIONS", headers: evil });
    assert.equal(refused.status, 403);
    assert.equal(refused.headers.get("access-control-allow-origin"), null);
  });

  it("refuses bodies of another type, above the size limit, or with other fields", async () => {
    const world = rig.world("bodies");
    const order = { kind: "topup", iccid: own(), package_id: "x" };
    const json = JSON.stringify(order);
    /** @type {[string, number, { body?: string | undefined, headers?: Record<string, string> }][]} */
    const cases = [
      ["a form", 415, { headers: { "Content-Type": "multipart/form-data; boundary=x" } }],
      ["an HTML form", 415, { headers: { "Content-Type": "application/x-www-form-urlencoded" } }],
      ["a form's text", 415, { headers: { "Content-Type": "text/plain" } }],
      [
        "a type with the right beginning",
        415,
        { headers: { "Content-Type": "application/jsonx" } },
      ],
      ["encoded", 415, { headers: { "Content-Encoding": "gzip" } }],
      ["no body", 400, { body: "" }],
      ["unparsable", 400, { body: "\0\xff rubbish" }],
      ["cut", 400, { body: json.slice(0, -1) }],
      ["another field", 422, { body: JSON.stringify({ ...order, quantity: 9 }) }],
      ["a shopper", 422, { body: JSON.stringify({ ...order, shopper: "eve" }) }],
      ["a reference", 422, { body: JSON.stringify({ ...order, reference: "paid-ada-4" }) }],
      ["no payment", 422, { body: JSON.stringify({ ...order, unpaid: true }) }],
      ["__proto__ as a field", 422, { body: `${json.slice(0, -1)},"__proto__":{"price":1}}` }],
      ["control characters", 422, { body: JSON.stringify({ ...order, description: "a\u0000b" }) }],
      [
        "a description of colons",
        403,
        { body: JSON.stringify({ ...order, iccid: foreign(), description: ":::" }) },
      ],
      ["no package", 422, { body: JSON.stringify({ kind: "topup", iccid: own() }) }],
      ["a bad ICCID", 422, { body: JSON.stringify({ ...order, iccid: "../.." }) }],
      ["an ICCID as a number", 422, { body: JSON.stringify({ ...order, iccid: 8_944_500_102 }) }],
      ["another kind", 422, { body: JSON.stringify({ ...order, kind: "refund" }) }],
      ["a price as a text", 422, { body: JSON.stringify({ ...order, price: "4.5" }) }],
      ["negative tries", 422, { body: JSON.stringify({ ...order, tries: -1 }) }],
      ["too large", 413, { body: JSON.stringify({ ...order, description: "x".repeat(20_000) }) }],
    ];
    for (const [name, expected, { body = json, headers }] of cases) {
      const init = { ...purchaseRequest("paid-ada-3", order, headers), body };
      const { status, text } = await world.send(PURCHASES, init);
      assert.equal(status, expected, `${name}: ${text}`);
    }
    for (const key of [
      "",
      '"a',
      '""',
      '" a"',
      '"a", "b"',
      "a b",
      "a,b",
      "pi_1_secret_2",
      `"${"x".repeat(256)}"`,
    ]) {
      const init = purchaseRequest("r", order, { "Idempotency-Key": key });
      const { status, body } = await world.send(PURCHASES, init);
      assert.equal(status, 422, key);
      assert.ok("reference" in body.data);
    }
    for (const body of ["[]", "null", "7", '{"kind":"renewal"}', '{"kind":"renewal","email":7}']) {
      const init = { ...purchaseRequest("paid-ada-3", {}), body };
      const { status } = await world.send(PURCHASES, init);
      assert.ok(status === 400 || status === 422, `${body}: ${status}`);
    }
    assert.equal(world.sandbox.requests.length, 0);
    assert.deepEqual((await world.direct("purchases", [{}])).purchases, []);
  });

  it("takes one form of a reference in a path", async () => {
    const world = rig.world("reference-paths");
    const good = base64url("paid-ada-p1?x=/\u007e");
    assert.equal((await world.send(`/purchases/${good}.json`)).status, 200);
    for (const form of [
      `${good}=`,
      `${good}==`,
      "paid-ada-1",
      "%70YQ",
      "YR",
      base64url(" a"),
      base64url("a\n"),
      "A".repeat(400),
    ]) {
      const { status } = await world.send(`/purchases/${form}.json`);
      assert.ok(status === 404 || status === 422, `${form}: ${status}`);
    }
  });

  it("gives another shopper's order the same answer as an unknown one, and costs one token", async () => {
    const world = rig.world("foreign-orders");
    const buyFor = async (/** @type {string} */ shopper, /** @type {string} */ iccid) => {
      const offer = await world.offer(iccid, { shopper });
      const order = { iccid, package_id: offer.id, description: `cart of ${shopper}` };
      const { body } = await world.buy(order, `paid-${shopper}-o1`, { shopper });
      return `/customer/v2/orders/${body.data.order.id}`;
    };
    const mine = await buyFor("ada", own());
    const eves = await buyFor("eve", foreign());
    const read = await world.send(`${mine}?include=sims,status`);
    assert.deepEqual(
      [read.status, read.body.data.reference, read.body.data.description],
      [200, "paid-ada-o1", "cart of ada"],
    );
    assert.doesNotMatch(read.text, /po2:|LPA|net_price":\d|northwind\.example|<p>/i);
    const answers = [await world.send(eves), await world.send("/customer/v2/orders/99999999")];
    for (const { status, text } of answers) {
      assert.equal(status, 403);
      assert.equal(text, answers[0]?.text);
      assert.ok(!text.includes("eve"));
    }
    assert.equal((await world.send(mine, { shopper: "eve" })).status, 403);
    assert.equal((await world.send(eves, { shopper: "eve" })).status, 200);
    assert.equal((await world.send(`${mine}?include=user`)).status, 422);
    const tokens = world.sandbox.requests.filter(({ path }) => path.endsWith("/token"));
    assert.equal(tokens.length, 1, "the 401 of a foreign order is no expired token");
  });

  it("shows the packages on sale to a visitor whom mayBrowse allows", async () => {
    const world = rig.world("browsing");
    const visitor = { shopper: null, headers: { "X-Browses": "1" } };
    const { status, body, text } = await world.send("/customer/v2/packages", visitor);
    assert.equal(status, 200);
    assert.ok(body.data[0].operators[0].packages[0].price > 0);
    assert.doesNotMatch(text, /"net_price":\d|net_price":\{|<p>/);
    assert.equal((await world.send("/customer/v2/compatible-devices-lite", visitor)).status, 200);
    for (const path of ["/customer/v2/sims", "/customer/v2/orders", "/customer/v2/orders/1"]) {
      assert.equal((await world.send(path, visitor)).status, 401, path);
    }
    const pages = [];
    for (let page = 2; page < 26; page += 1) {
      pages.push((await world.send(`/customer/v2/packages?page=${page}`, visitor)).status);
    }
    assert.deepEqual([pages.indexOf(429) > 10, pages.at(-1)], [true, 429]);
    assert.equal((await world.send("/customer/v2/packages", visitor)).status, 200);
    assert.equal((await world.send("/customer/v2/packages?page=30")).status, 200, "a shopper");
  });

  it("lists only the shopper's own orders, whatever the query says", async () => {
    const world = rig.world("lists");
    const offer = await world.offer(own());
    const mine = { iccid: own(), package_id: offer.id, description: "cart 7" };
    assert.equal((await world.buy(mine, "paid-ada-l1")).status, 200);
    const evesOffer = await world.offer(foreign(), { shopper: "eve" });
    const order = { iccid: foreign(), package_id: evesOffer.id, description: "po2:%" };
    assert.equal((await world.buy(order, "paid-eve-l1", { shopper: "eve" })).status, 200);

    const listed = await world.send("/customer/v2/orders");
    assert.deepEqual(
      listed.body.data.map((/** @type {any} */ each) => [each.reference, each.description]),
      [["paid-ada-l1", "cart 7"]],
    );
    assert.ok(!listed.text.includes("po2:") && !listed.text.includes("eve"));
    // The shopper's digest, with which PressOne's list is searched.
    const [stored] = world.sandbox.ledger.orders;
    const digests = String(stored?.description).split(":").slice(1, 4);
    for (const digest of digests) assert.ok(digest && !listed.text.includes(digest));
    for (const filter of [
      ...["%", "_", "%%", "po2:", "po2:%", "%paid-eve", "' OR 1=1 --", "\\", "*"],
      ...digests,
    ]) {
      const query = `filter[description]=${encodeURIComponent(filter)}`;
      const { status, body } = await world.send(`/customer/v2/orders?${query}`);
      assert.ok(status === 200 || status === 422, filter);
      if (status === 200) assert.deepEqual(body.data, [], filter);
    }
    for (const filter of ["paid-ada-l1", "ada-l1:cart", "art 7"]) {
      const query = `filter[description]=${encodeURIComponent(filter)}`;
      const found = await world.send(`/customer/v2/orders?${query}`);
      assert.equal(found.body.data.length, 1, filter);
    }
    const purchases = await world.send("/purchases.json");
    assert.deepEqual(
      purchases.body.data.map((/** @type {any} */ each) => each.reference),
      ["paid-ada-l1"],
    );
    const byEsim = await world.send(`/customer/v2/orders?filter[iccid]=${foreign()}`);
    assert.deepEqual(byEsim.body.data, []);
    for (const [query, field] of [
      ["include=user", "include"],
      ["limit=0", "limit"],
      ["limit=1000", "limit"],
      ["page=1&page=2", "page"],
      ["sort=price", "sort"],
      ["filter[created_at]=2026-01-01", "created_at"],
      ["filter[user]=1", "filter[user]"],
    ]) {
      const { status, body } = await world.send(`/customer/v2/orders?${query}`);
      assert.equal(status, 422, query);
      assert.ok((field ?? "") in body.data, query);
    }
  });

  it("hides the partner's prices and the installation data of eSIMs", async () => {
    const world = rig.world("secrets");
    world.sandbox.shapes.set("newer");
    for (const path of [
      simPath(own(), "/topups"),
      simPath(own(), "/packages"),
      "/customer/v2/orders?include=sims,status",
    ]) {
      const { status, text } = await world.send(path);
      assert.equal(status, 200, text);
      assert.doesNotMatch(
        text,
        /net_price|discount|pricing|"user"|qrcode|lpa|matching_id|installation|raw/,
      );
    }
    const { body, text } = await world.buy(
      { iccid: own(), package_id: (await world.offer(own())).id },
      "paid-ada-s1",
    );
    assert.ok(body.data.order.code);
    assert.doesNotMatch(text, /net_price|pricing|installation|po2:/);
  });

  it("answers errors in words of its own, without PressOne's texts", async () => {
    const world = rig.world("errors");
    const { credentials } = world.sandbox;
    for (const [fault, status] of [
      [{ kind: "html" }, 503],
      [{ kind: "cut-before" }, 503],
      [{ kind: "forbidden" }, 403],
      [{ kind: "rate-limited" }, 429],
      [{ kind: "redirect" }, 503],
      [{ kind: "error", code: 89 }, 503],
    ]) {
      world.sandbox.faults.add({ endpoint: "topups", times: 3, .../** @type {any} */ (fault) });
      const answer = await world.send(simPath(own(), "/topups"));
      assert.ok(
        [status, 403, 422].includes(answer.status),
        `${JSON.stringify(fault)}: ${answer.status}`,
      );
      for (const secret of Object.values(credentials)) assert.ok(!answer.text.includes(secret));
      assert.doesNotMatch(answer.text, /127\.0\.0\.1|<html|Bearer|credit|IP address/i);
      world.sandbox.faults.clear();
    }
    const recycled = await world.send(simPath(rig.sandbox().iccids.recycled, "/topups"));
    assert.deepEqual([recycled.status, recycled.body.code], [422, 73]);
  });

  it("sets security headers on its answers", async () => {
    const { headers } = await rig.world("headers").send("/customer/v2/orders");
    assert.equal(headers.get("cache-control"), "private, no-store");
    assert.equal(headers.get("vary"), "Cookie, Authorization, Origin");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(
      headers.get("content-security-policy"),
      "default-src 'none'; frame-ancestors 'none'",
    );
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
  });

  it("sends PressOne documented requests only", () => rig.assertDocumentedRequests());
});

describe("the gateway's rate limit", () => {
  const rig = useGateway({ isolates: 2, limit: 10 });
  it("counts each shopper's requests over all isolates", async () => {
    const world = rig.world("limit");
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, isolate) => world.send("/customer/v2/orders", { isolate })),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 10);
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 15);
    for (const { headers } of refused) {
      const seconds = Number(headers.get("retry-after"));
      assert.ok(seconds >= 1 && seconds <= 60, String(seconds));
    }
    assert.equal((await world.send("/customer/v2/orders", { shopper: "eve" })).status, 200);
  });
});
