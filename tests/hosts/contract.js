// What the package has to do on every platform. Plain functions without imports, so that every
// platform can run them: each gets what it needs, and throws when it is not so.

/**
 * @typedef {object} Host
 * @property {typeof import("../../pkg/index.js")} esim the package, as the platform imports it
 * @property {typeof import("../../pkg/gateway/index.js")} [gateway] the package's gateway, where one
 *   would run
 * @property {string} url a sandbox of its own
 * @property {Partial<import("../../pkg/index.js").ClientOptions>} [access] how its clients get in,
 *   where they do not hold the sandbox's credentials themselves
 */

/** @param {unknown} condition @param {string} what */
function assert(condition, what) {
  if (!condition) throw new Error(`not so: ${what}`);
}

/** @param {unknown} found @param {unknown} expected @param {string} what */
function equal(found, expected, what) {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left} instead of ${right}`);
}

/** @param {Promise<unknown>} promise @param {string} kind */
async function rejects(promise, kind) {
  const error = await promise.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (thrown) => thrown,
  );
  if (error.kind !== kind) throw new Error(`${kind} expected, not ${error.kind}: ${error.message}`);
  return error;
}

/** @param {string} url */
const controlOf = (url) => {
  /** @param {string} method @param {string} path @param {unknown} [body] */
  return async (method, path, body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${url}/__sandbox/${path}`, init);
    const answer = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
};

/**
 * @param {Host} host
 * @param {Partial<import("../../pkg/index.js").ClientOptions>} [options] of the client
 */
async function begun({ esim, url, access }, options = {}) {
  const control = controlOf(url);
  const { credentials, iccids, emails } = await control("GET", "examples");
  const client = await esim.createClient({
    baseUrl: url,
    maxRetries: 1,
    ...(access ?? { credentials }),
    ...options,
  });
  /** How many requests of this endpoint the sandbox has seen. @param {string} path */
  const seen = async (path) => {
    const requests = await control("GET", "requests");
    return requests.filter((/** @type {{ path: string }} */ each) => each.path.endsWith(path))
      .length;
  };
  return { esim, url, control, client, iccids, emails, credentials, seen };
}

/** Something to buy, and a client that does not look for it for long. @param {Host} host */
async function buying(host) {
  const all = await begun(host, { lookUpMs: 0 });
  const [offer] = await all.client.getTopupPackages(all.iccids.active);
  return { ...all, asked: { iccid: all.iccids.active, package_id: offer?.id ?? "" } };
}

/** The cases about the client's own handling of tokens: one without credentials handles none. */
export const needCredentials = [
  "concurrent calls share one token",
  "a token that was revoked is replaced once",
];

/** @type {Record<string, (host: Host) => Promise<void>>} */
export const contract = {
  "a top-up is listed, bought and found again": async (host) => {
    const { client, iccids, control } = await begun(host);
    const [offer] = await client.getTopupPackages(iccids.active);
    assert(offer && typeof offer.price === "number", "there is an offer with a price");
    const asked = { iccid: iccids.active, package_id: offer?.id ?? "", description: "cart 7" };
    const order = await client.submitTopupOrder({ ...asked, price: offer?.price ?? 0 });
    equal(order.package_id, offer?.id, "package_id");
    equal(order.iccid, iccids.active, "iccid");
    equal(order.issues, [], "issues");
    const ledger = await control("GET", "ledger");
    assert(
      ledger.orders.some((/** @type {{ id: number }} */ made) => made.id === order.order_id),
      "the order is on the ledger",
    );
    const found = await client.getOrderList({ description: "cart 7", include: ["status"] });
    equal(
      found.orders.map((each) => each.id),
      [order.order_id],
      "the list finds it",
    );
    equal(found.orders[0]?.status?.slug, "completed", "status");
  },

  "concurrent calls share one token": async (host) => {
    const { client, iccids, seen } = await begun(host);
    await Promise.all([1, 2, 3, 4].map(() => client.getTopupPackages(iccids.active)));
    equal(await seen("/token"), 1, "token requests");
  },

  "a token that was revoked is replaced once": async (host) => {
    const { client, iccids, control, seen } = await begun(host);
    await client.getTopupPackages(iccids.active);
    await control("POST", "tokens/revoke");
    await client.getTopupPackages(iccids.active);
    equal(await seen("/token"), 2, "token requests");
  },

  "history is asked for once in fifteen minutes": async (host) => {
    const { client, iccids, seen } = await begun(host);
    const [first, second] = await Promise.all([
      client.getPackageHistory(iccids.active),
      client.getPackageHistory(iccids.active),
    ]);
    equal([first.source, second.source], ["network", "network"], "both share the request");
    assert(first.packages !== second.packages, "each has a copy of its own");
    equal((await client.getPackageHistory(iccids.active)).source, "cache", "source");
    equal(first.expires_at - first.fetched_at, 900_000, "lifetime");
    equal(await seen("/packages"), 1, "requests");
    await client.clearCache();
    await rejects(client.getPackageHistory(iccids.active), "rate_limited");
  },

  "all orders are walked, each once": async (host) => {
    const { client } = await begun(host);
    const ids = [];
    for await (const order of client.orders({ limit: 7 })) ids.push(order.id);
    const { meta } = await client.getOrderList({ limit: 1 });
    equal(ids.length, meta.total, "orders");
    equal(new Set(ids).size, ids.length, "different orders");
  },

  "a number is renewed, and an unknown one is not": async (host) => {
    const { client, emails } = await begun(host);
    const renewal = await client.renewNumber({ email: emails.subscriber });
    equal([renewal.success, renewal.data, renewal.issues], [true, null, []], "renewal");
    await rejects(client.renewNumber({ email: emails.unknown }), "not_found");
  },

  "a refusal sends nothing": async (host) => {
    const { client, iccids, control } = await begun(host);
    const iccid = iccids.active;
    const [offer] = await client.getTopupPackages(iccid);
    const { length } = await control("GET", "requests");
    // @ts-expect-error
    await rejects(client.getTopupPackages(7), "invalid_argument");
    for (const bad of ["", "8944", `${iccid}/`, "../8944500102030405", "89445001020304050612345"]) {
      await rejects(client.getTopupPackages(bad), "invalid_argument");
      await rejects(client.getPackageHistory(bad), "invalid_argument");
      await rejects(client.submitTopupOrder({ iccid: bad, package_id: "a" }), "invalid_argument");
    }
    await rejects(client.submitTopupOrder({ iccid, package_id: "" }), "invalid_argument");
    await rejects(client.getOrderList({ page: 0 }), "invalid_argument");
    await rejects(
      client.getOrderList({ created_at: { from: "2026-02-30", to: "2026-03-01" } }),
      "invalid_argument",
    );
    // @ts-expect-error
    await rejects(client.getOrderList({ codes: "1" }), "invalid_argument");
    await rejects(client.renewNumber({ email: "nobody" }), "invalid_argument");
    await rejects(client.getTopupPackages(iccid, { signal: AbortSignal.abort() }), "aborted");
    equal((await control("GET", "requests")).length, length, "requests");
    // These two look at the offer first, and then send no order.
    await rejects(client.submitTopupOrder({ iccid, package_id: "gone" }), "package_unavailable");
    const paid = { iccid, package_id: offer?.id ?? "", price: (offer?.price ?? 0) + 1 };
    await rejects(client.submitTopupOrder(paid), "price_changed");
    const requests = await control("GET", "requests");
    equal(
      requests.slice(length).map((/** @type {{ method: string }} */ each) => each.method),
      ["GET", "GET"],
      "requests",
    );
  },

  "an order whose answer was lost is found": async (host) => {
    const { client, asked, control, seen } = await buying(host);
    const faults = [
      { kind: "cut-after" },
      { kind: "truncated-json" },
      { kind: "status", status: 502, body: "html", after: true },
    ];
    for (const [index, fault] of faults.entries()) {
      await control("POST", "faults", { endpoint: "submit", ...fault });
      const description = `cart ${index}`;
      const order = await client.submitTopupOrder({ ...asked, description });
      equal([order.source, order.description], ["list", description], fault.kind);
      equal(order.issues, [], fault.kind);
    }
    equal(await seen("/orders/topups"), faults.length, "requests");
    equal((await control("GET", "ledger")).orders.length, faults.length, "orders made");
  },

  "an order that is not found leaves the outcome unknown, and is not sent again": async (host) => {
    const { client, asked, control, seen } = await buying(host);
    const faults = [
      { kind: "cut-before" },
      { kind: "redirect", status: 307, location: "/elsewhere" },
    ];
    for (const [index, fault] of faults.entries()) {
      await control("POST", "faults", { endpoint: "submit", ...fault });
      const named = { ...asked, reference: `lost-${index}` };
      const error = await rejects(client.submitTopupOrder(named), "outcome_unknown");
      assert(error.cause instanceof Error, `${fault.kind} has a cause`);
      equal(error.reference, named.reference, "reference");
      await rejects(client.submitTopupOrder(named), "outcome_unknown");
    }
    equal(await seen("/orders/topups"), faults.length, "requests");
    const open = await client.recoverTopupOrders();
    equal(
      open.map(({ reference, order, iccid }) => [reference, order, iccid]).sort(),
      [0, 1].map((index) => [`lost-${index}`, null, asked.iccid]),
      "what is open",
    );
    const resent = { ...asked, reference: "lost-0", resend: true };
    await control("POST", "faults", { endpoint: "submit", kind: "status", status: 429 });
    await rejects(client.submitTopupOrder(resent), "outcome_unknown");
    equal(
      (await client.recoverTopupOrders()).length,
      2,
      "a refusal of another kind settles nothing",
    );
    const again = await client.submitTopupOrder(resent);
    equal(again.source, "answer", "sent again where the caller says so");
    await client.settle({ reference: "lost-1", outcome: "failed" });
    equal(await client.recoverTopupOrders(), [], "nothing is open");
    await rejects(client.settle({ reference: "lost-1", outcome: "failed" }), "invalid_argument");
    const free = await client.submitTopupOrder({ ...asked, reference: "lost-1" });
    equal(free.source, "answer", "its reference is free");
    equal((await control("GET", "ledger")).orders.length, 2, "orders made");
  },

  "one reference is one order, whoever asks": async (host) => {
    const { client, asked, control, iccids } = await buying(host);
    const named = { ...asked, reference: "cart-7" };
    const orders = await Promise.all([1, 2, 3].map(() => client.submitTopupOrder(named)));
    equal(new Set(orders.map(({ id }) => id)).size, 1, "orders");
    const sources = orders.map(({ source }) => source).sort();
    equal(sources, ["answer", "journal", "journal"], "sources");
    const other = { ...named, iccid: iccids.voiceText };
    await rejects(client.submitTopupOrder(other), "reference_reused");
    equal((await control("GET", "ledger")).orders.length, 1, "orders made");
    const { orders: found } = await client.getOrderList({ reference: "cart-7" });
    equal(
      found.map(({ id, reference, description }) => [id, reference, description]),
      [[orders[0]?.id, "cart-7", null]],
      "found by it",
    );
  },

  "a refusal leaves the reference free, and nothing leaves that is not confirmed": async (host) => {
    const { client, asked, control, seen } = await buying(host);
    const named = { ...asked, reference: "cart-8" };
    await control("POST", "balance", { amount: 0 });
    await rejects(client.submitTopupOrder(named), "insufficient_balance");
    await control("POST", "balance", { amount: 1000 });
    equal(await client.recoverTopupOrders(), [], "nothing is open");
    /** @type {string[]} */
    const confirmed = [];
    const confirm = (/** @type {{ id: string }} */ { id }) => {
      confirmed.push(id);
      return confirmed.length > 1;
    };
    await rejects(client.submitTopupOrder({ ...named, confirm }), "aborted");
    equal(await seen("/orders/topups"), 1, "requests");
    equal((await client.submitTopupOrder({ ...named, confirm })).source, "answer", "in the end");
    equal(confirmed, [asked.package_id, asked.package_id], "asked with the offer");
  },

  "a purchase is in the kept history at once": async (host) => {
    const { client, asked } = await buying(host);
    const { packages: before } = await client.getPackageHistory(asked.iccid);
    await client.submitTopupOrder(asked);
    const { packages, source } = await client.getPackageHistory(asked.iccid);
    equal([source, packages.length], ["cache", before.length + 1], "one more");
    const last = packages.at(-1);
    equal([last?.provisional, last?.package_id], [true, asked.package_id], "and said to be so");
    equal(packages.filter(({ provisional }) => provisional).length, 1, "alone");
  },

  "a renewal whose answer was lost holds its number back": async (host) => {
    const { client, emails, control, seen } = await begun(host);
    const email = emails.subscriber;
    const first = await client.renewNumber({ email, reference: "r-1" });
    const again = await client.renewNumber({ email, reference: "r-1" });
    const told = [first.source, again.source, again.message];
    equal(told, ["answer", "journal", first.message], "once");
    await control("POST", "faults", { endpoint: "renew", kind: "cut-after" });
    for (const reference of ["r-2", "r-3", "r-2"]) {
      const error = await rejects(client.renewNumber({ email, reference }), "outcome_unknown");
      equal(error.reference, "r-2", "the open one's reference");
    }
    equal(await seen("/renew-number/"), 2, "requests");
    await client.settle({ reference: "r-2", outcome: "done" });
    equal((await client.renewNumber({ email, reference: "r-2" })).source, "journal", "settled");
    equal((await client.renewNumber({ email, reference: "r-3" })).source, "answer", "let go");
  },

  "a read is tried again, a refusal is not": async (host) => {
    const { client, iccids, control, seen } = await begun(host);
    await client.getTopupPackages(iccids.active);
    await control("POST", "faults", {
      endpoint: "topups",
      kind: "status",
      status: 503,
      body: "html",
    });
    await client.getTopupPackages(iccids.active);
    equal(await seen("/topups"), 3, "requests");
    await rejects(client.getTopupPackages(iccids.recycled), "sim_recycled");
    await rejects(client.getTopupPackages(iccids.unknown), "not_found");
    equal(await seen("/topups"), 5, "requests");
  },

  "a call ends in time, and when its signal says so": async (host) => {
    /** @type {unknown[]} */
    const failures = [];
    const { client, iccids, control } = await begun(host, {
      onEvent: (event) => {
        if (event.type === "failure") failures.push(event.kind);
      },
    });
    await client.getTopupPackages(iccids.active);
    await control("POST", "faults", { endpoint: "topups", kind: "hang", times: 2 });
    await rejects(client.getTopupPackages(iccids.active, { timeoutMs: 50 }), "timeout");
    const controller = new AbortController();
    const pending = client.getTopupPackages(iccids.active, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("left the page")), 30);
    const error = await rejects(pending, "aborted");
    equal(error.cause?.message, "left the page", "cause");
    equal(failures, ["timeout", "aborted"], "what the listener was told");
  },

  "a write that is ended on its way leaves the outcome unknown": async (host) => {
    const controller = new AbortController();
    const { client, iccids, control, emails } = await begun(host, {
      // As soon as the order leaves.
      onEvent: ({ type, endpoint }) => {
        if (type === "request" && endpoint === "submitTopupOrder") {
          setTimeout(() => controller.abort(new Error("left the page")), 50);
        }
      },
    });
    const [offer] = await client.getTopupPackages(iccids.active);
    await control("POST", "faults", { endpoint: "submit", kind: "hang" });
    await control("POST", "faults", { endpoint: "renew", kind: "hang" });
    const { signal } = controller;
    const asked = { iccid: iccids.active, package_id: offer?.id ?? "" };
    const error = await rejects(client.submitTopupOrder(asked, { signal }), "outcome_unknown");
    equal([error.cause?.kind, error.cause?.cause?.message], ["aborted", "left the page"], "cause");
    const renewal = { email: emails.subscriber };
    const late = await rejects(client.renewNumber(renewal, { timeoutMs: 300 }), "outcome_unknown");
    equal(late.cause?.kind, "timeout", "cause");
  },

  "a rate limit that ends soon is waited for, whatever its form": async (host) => {
    const { client, iccids, control } = await begun(host);
    const inTwoSeconds = () => new Date(Date.now() + 2_000).toUTCString();
    for (const ask of [() => 1, inTwoSeconds]) {
      const retryAfter = ask();
      await control("POST", "faults", { endpoint: "topups", kind: "rate-limited", retryAfter });
      const begin = Date.now();
      await client.getTopupPackages(iccids.active);
      // The date has whole seconds; without it the wait were half of one at most.
      assert(Date.now() - begin >= 700, `${retryAfter} was waited for`);
    }
    const fault = { endpoint: "topups", kind: "rate-limited", retryAfter: 3_600 };
    await control("POST", "faults", fault);
    const error = await rejects(client.getTopupPackages(iccids.active), "rate_limited");
    equal([error.status, error.retryAfterMs], [429, 3_600_000], "status and wait");
  },

  "a listener is told what happens, and no secret": async (host) => {
    /** @type {import("../../pkg/index.js").ClientEvent[]} */
    const events = [];
    const { client, iccids, control, credentials } = await begun(host, {
      onEvent: (event) => {
        events.push(event);
        throw new Error("the listener's own matter");
      },
    });
    const fault = { endpoint: "topups", kind: "status", status: 503, body: "html" };
    await control("POST", "faults", fault);
    await client.getTopupPackages(iccids.active);
    const told = events.filter(({ endpoint }) => endpoint === "getTopupPackages");
    equal(
      told.map((event) => [event.type, "attempt" in event ? event.attempt : undefined]),
      [
        ["request", 0],
        ["response", 0],
        ["retry", 1],
        ["request", 1],
        ["response", 1],
      ],
      "events",
    );
    equal(
      told.flatMap((event) => (event.type === "response" ? [event.status] : [])),
      [503, 200],
      "statuses",
    );
    for (const event of told) {
      if (event.type === "request") equal(event.method, "GET", "method");
      if (event.type === "response") assert(event.durationMs >= 0, "a duration");
      if (event.type === "retry") {
        equal(event.kind, "server", "kind");
        assert(event.delayMs >= 250, "a delay");
      }
    }
    await control("POST", "faults", { endpoint: "topups", kind: "cut-before", times: "always" });
    await rejects(client.getTopupPackages(iccids.active), "network");
    assert(
      events.some((event) => event.type === "failure" && event.kind === "network"),
      "a failure",
    );
    await client.getPackageHistory(iccids.active);
    await client.getPackageHistory(iccids.active);
    equal(
      events.flatMap((event) => (event.type === "cache" ? [event.source] : [])),
      ["network", "cache"],
      "sources",
    );
    const all = JSON.stringify(events);
    for (const secret of [credentials.client_secret, iccids.active]) {
      assert(!all.includes(secret), "no secret and no ICCID in the events");
    }
  },

  "errors are of their classes": async (host) => {
    const { client, esim } = await begun(host);
    const error = await rejects(client.getTopupPackages("x"), "invalid_argument");
    assert(error instanceof Error, "an Error");
    assert(error instanceof esim.PressOneError, "a PressOneError");
    assert(error instanceof esim.InvalidArgumentError, "an InvalidArgumentError");
    equal([error.name, error.path], ["InvalidArgumentError", "iccid"], "name and path");
  },

  "what names a purchase travels to a shop's own server alone": async ({ esim, url }) => {
    /** @type {Request[]} */
    const sent = [];
    const fetch = async (/** @type {Request} */ request) => {
      sent.push(request);
      if (request.method === "GET") {
        const offer = { id: "fjord", type: "topup", price: 1, amount: 1, day: 1, title: "x" };
        return Response.json({ data: [{ ...offer, data: "1 GB", is_unlimited: false }] });
      }
      if (request.headers.get("Idempotency-Key") === "lost") throw new TypeError("cut");
      return Response.json({ data: { id: 1, code: "c", price: 1, created_at: "t" } });
    };
    const asked = { iccid: "8944500102030405061", package_id: "fjord" };
    const names = () => sent.map(({ headers }) => headers.get("Idempotency-Key"));

    const own = await esim.createClient({ baseUrl: url, fetch });
    const named = await own.submitTopupOrder({ ...asked, reference: "pay-7" });
    const [first, second] = [await own.submitTopupOrder(asked), await own.submitTopupOrder(asked)];
    equal(named.reference, "pay-7", "the caller's name");
    assert(/^[0-9a-f]{32}$/.test(first.reference ?? ""), "a random name");
    assert(first.reference !== second.reference, "another one for another purchase");
    equal(names(), [null, "pay-7", null, first.reference, null, second.reference], "headers");
    const lost = { ...asked, reference: "lost" };
    const error = await rejects(own.submitTopupOrder(lost), "outcome_unknown");
    equal(error.reference, "lost", "the error's reference");
    const renewal = await own.renewNumber({ email: "ada@example.org", reference: "renewal-1" });
    equal([renewal.reference, names().at(-1)], ["renewal-1", "renewal-1"], "a renewal's");
    for (const reference of ["", "a b", "a/b", "x".repeat(65)]) {
      await rejects(own.submitTopupOrder({ ...asked, reference }), "invalid_argument");
    }

    // In a page a token is the shop's own; elsewhere it may be PressOne's, which takes no name.
    if ("document" in globalThis) return;
    sent.length = 0;
    const direct = await esim.createClient({ baseUrl: url, token: "token", fetch });
    const order = await direct.submitTopupOrder({ ...asked, reference: "pay-7" });
    equal(order.reference, "pay-7", "the name is kept");
    const body = await sent.at(-1)?.formData();
    equal(body?.get("description"), "po1::pay-7:", "and travels in the description");
    equal(
      names().filter((name) => name !== null),
      [],
      "names that PressOne got",
    );
  },

  "a page's client and the gateway understand each other": async ({ esim, gateway, url }) => {
    // In a page there is none.
    if (!gateway) return;
    const control = controlOf(url);
    const { credentials, iccids, emails } = await control("GET", "examples");
    const [storage, secret] = [gateway.memoryStorage(), "a secret of 32 characters or some more"];
    /** @type {boolean | "price_changed"} */
    let paid = true;
    const handle = gateway.createGateway({
      basePath: "/api",
      ...{ storage, secret },
      client: () =>
        esim.createClient(
          gateway.upstream({ baseUrl: url, credentials, storage, secret, lookUpMs: 0 }),
        ),
      authorize: () => ({ id: "ada" }),
      ownsEsim: (_, iccid) => iccid === iccids.active,
      verifyPayment: () => paid,
      ownsNumber: (_, email) => email === emails.subscriber,
    });
    const fetch = (/** @type {Request} */ request) => handle(request);
    const page = await esim.createClient({
      baseUrl: "http://127.0.0.1:1/api",
      ...{ fetch, lookUpMs: 0 },
    });

    const [first, second] = await page.getTopupPackages(iccids.active);
    const asked = { iccid: iccids.active, package_id: first?.id ?? "", price: first?.price ?? 0 };
    const order = await page.submitTopupOrder({ ...asked, reference: "pay-1" });
    const again = await page.submitTopupOrder({ ...asked, reference: "pay-1" });
    equal([again.order_id, again.reference], [order.order_id, "pay-1"], "the same order");
    equal((await control("GET", "ledger")).orders.length, 1, "orders");
    const other = { iccid: iccids.active, package_id: second?.id ?? "", reference: "pay-1" };
    await rejects(page.submitTopupOrder(other), "reference_reused");
    const { orders } = await page.getOrderList({ reference: "pay-1" });
    equal([orders.length, orders[0]?.code], [1, order.code], "the shopper's orders");
    equal([orders[0]?.reference, orders[0]?.description], ["pay-1", null], "what they carry");
    const { source, packages } = await page.getPackageHistory(iccids.active);
    equal([source, packages.length > 0], ["network", true], "history");
    // Another page is told by the gateway of what it then asks for itself: it is there once.
    await page.submitTopupOrder({ ...asked, reference: "pay-0" });
    const elsewhere = await esim.createClient({ baseUrl: "http://127.0.0.1:1/api", fetch });
    const bought = async () =>
      (await elsewhere.getPackageHistory(iccids.active)).packages
        .filter(({ provisional }) => provisional)
        .map(({ reference }) => reference);
    equal(await bought(), ["pay-0"], "told by the gateway");
    await elsewhere.submitTopupOrder({ ...asked, reference: "pay-0" });
    equal(await bought(), ["pay-0"], "and not twice");
    const renewal = await page.renewNumber({ email: emails.subscriber });
    equal(renewal.success, true, "renewal");

    await rejects(page.getTopupPackages(iccids.digits17), "permission");
    await rejects(page.renewNumber({ email: emails.freeTrial }), "permission");
    paid = "price_changed";
    await rejects(page.submitTopupOrder({ ...asked, reference: "pay-2" }), "price_changed");
    paid = false;
    await rejects(page.submitTopupOrder({ ...asked, reference: "pay-2" }), "validation");
    paid = true;
    await control("POST", "faults", { endpoint: "submit", kind: "cut-after" });
    const found = await page.submitTopupOrder({ ...asked, reference: "pay-2" });
    assert(typeof found.code === "string", "a lost order is found");
    await control("POST", "faults", { endpoint: "submit", kind: "cut-before" });
    const lost = page.submitTopupOrder({ ...asked, reference: "pay-3" });
    equal((await rejects(lost, "outcome_unknown")).reference, "pay-3", "reference");
    equal((await control("GET", "ledger")).orders.length, 3, "orders in the end");
  },

  "every irregular shape gives the same fields": async (host) => {
    const { client, iccids, control } = await begun(host);
    for (const preset of ["older", "newer"]) {
      await control("POST", "shapes", { preset });
      const [offer] = await client.getTopupPackages(iccids.voiceText);
      equal(typeof offer?.price, "number", "price");
      const order = await client.submitTopupOrder({
        iccid: iccids.voiceText,
        package_id: offer?.id ?? "",
      });
      equal(
        [typeof order.price, typeof order.validity, order.quantity],
        ["number", "number", 1],
        preset,
      );
      const { orders } = await client.getOrderList({ limit: 3 });
      for (const each of orders)
        equal([typeof each.price, typeof each.validity], ["number", "number"], preset);
    }
  },
};

/**
 * Every exchange with every sandbox of a server was allowed by the documentation, both ways.
 *
 * @param {string} url
 * @param {number} [least] exchanges that there have to be
 */
export async function nothingWasForbidden(url, least = 50) {
  const worlds = await controlOf(url)("GET", "worlds");
  let checked = 0;
  for (const world of worlds) {
    equal(world.violations, [], `violations in ${world.world}`);
    checked += world.checked;
  }
  assert(checked >= least, `exchanges were checked: ${checked}`);
}
