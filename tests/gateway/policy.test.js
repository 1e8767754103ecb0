// The gateway's policy, in this process: hooks that are left out, fail or hang, a storage that fails, and
// what events and stored values reveal.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createGateway, memoryStorage, upstream } from "../../pkg/gateway/index.js";
import { createClient } from "../../pkg/node.js";
import { startSandbox } from "../sandbox/server.js";
import { multipart, RENEW, TOPUPS } from "./rig.js";

const SECRET = "another secret of the tests' own, long enough";

describe("the gateway's policy", () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let pressone;
  before(async () => {
    pressone = await startSandbox();
  });
  after(() => pressone.close());

  /**
   * @param {string} name
   * @param {Partial<import("../../pkg/gateway/index.js").GatewayPolicy>} [policy] an undefined option is left out
   */
  function shop(name, policy = {}) {
    const sandbox = pressone.worlds.get(name);
    const storage = policy.storage ?? memoryStorage();
    /** @type {import("../../pkg/gateway/index.js").GatewayEvent[]} */
    const events = [];
    const complete = {
      client: () =>
        createClient(
          upstream({
            baseUrl: `${pressone.url}/world/${name}`,
            credentials: sandbox.credentials,
            storage,
            secret: SECRET,
            timeoutMs: 5_000,
            maxRetries: 0,
            lookUpMs: 0,
          }),
        ),
      storage,
      secret: SECRET,
      authorize: () => ({ id: "ada" }),
      ownsEsim: () => true,
      verifyPayment: () => true,
      ownsNumber: () => true,
      hookTimeoutMs: 200,
      onEvent: (/** @type {any} */ event) => events.push(event),
      ...policy,
    };
    const gateway = createGateway(/** @type {any} */ (complete));
    /** @param {string} path @param {RequestInit} [init] */
    const send = async (path, init) => {
      const response = await gateway(new Request(`https://shop.example${path}`, init));
      return { status: response.status, body: await response.json() };
    };
    const topups = `/customer/v2/sims/${sandbox.iccids.active}/topups`;
    return {
      sandbox,
      events,
      storage,
      send,
      client: complete.client,
      topups: () => send(topups),
      async buy(reference = "pay-1", description = "") {
        const offer = {
          iccid: sandbox.iccids.active,
          package_id: "northwind-7days-1gb-topup",
          ...(description && { description }),
        };
        const { headers, ...init } = multipart(Object.entries(offer));
        return send(TOPUPS, { ...init, headers: { ...headers, "Idempotency-Key": reference } });
      },
      renew: (reference = "renewal-1") =>
        send(RENEW, {
          method: "POST",
          headers: { "Content-Type": "application/json", "Idempotency-Key": reference },
          body: JSON.stringify({ email: sandbox.emails.subscriber }),
        }),
    };
  }

  /** @param {{ sandbox: { requests: { endpoint: string | null }[] } }} shop @param {string} endpoint */
  const requestsTo = ({ sandbox }, endpoint) =>
    sandbox.requests.filter((request) => request.endpoint === endpoint).length;

  it("throws for a policy that cannot work, and names the option", () => {
    for (const [change, option] of /** @type {[any, string][]} */ ([
      [{ authorize: undefined }, "authorize"],
      [{ authorize: true }, "authorize"],
      [{ ownsEsim: "yes" }, "ownsEsim"],
      [{ client: {} }, "client"],
      [{ storage: { getItem() {}, setItem() {}, removeItem() {} } }, "storage"],
      [{ secret: "short" }, "secret"],
      [{ basePath: "/api/" }, "basePath"],
      [{ basePath: "/a%2fb" }, "basePath"],
      [{ publicOrigin: "shop.example" }, "publicOrigin"],
      [{ publicOrigin: "https://shop.example/" }, "publicOrigin"],
      [{ publicOrigin: ["https://shop.example"] }, "publicOrigin"],
      [{ origins: ["*"] }, "origins"],
      [{ origins: ["https://a.example/"] }, "origins"],
      [{ expose: { topups: ["net_price"] } }, "expose"],
      [{ limit: { requests: 0, windowMs: 1 } }, "limit"],
      [{ maxBodyBytes: -1 }, "maxBodyBytes"],
      [{ lookUpMs: 5 }, "lookUpMs"],
      [{ ownsESIM: () => true }, "ownsESIM"],
    ])) {
      assert.throws(() => shop("refused", change), new RegExp(option), JSON.stringify(change));
    }
  });

  it("serves pages of its public origin, and of no other", async () => {
    const { send, sandbox } = shop("public", { publicOrigin: "https://www.shop.example" });
    const from = async (/** @type {string} */ origin) => {
      const path = `/customer/v2/sims/${sandbox.iccids.active}/topups`;
      return (await send(path, { headers: { Origin: origin } })).status;
    };
    assert.equal(await from("https://www.shop.example"), 200);
    // The origin of `request.url`.
    assert.equal(await from("https://shop.example"), 403);
    assert.equal(await from("null"), 403);
  });

  it("closes the endpoints of the hooks that are left out", async () => {
    const without = (/** @type {string} */ hook) => shop(`without-${hook}`, { [hook]: undefined });
    const noEsim = without("ownsEsim");
    assert.deepEqual([(await noEsim.topups()).status, (await noEsim.buy()).status], [404, 404]);
    assert.equal((await noEsim.renew()).status, 200);
    const noPayment = without("verifyPayment");
    assert.deepEqual(
      [(await noPayment.buy()).status, (await noPayment.topups()).status],
      [404, 200],
    );
    assert.equal((await without("ownsNumber").renew()).status, 404);
  });

  it("accepts only true from a hook, and only an identity with a text id", async () => {
    for (const [index, answer] of [false, null, undefined, 1, "true", {}, [true]].entries()) {
      const hook = /** @type {any} */ (() => answer);
      const esim = shop(`yes-${index}`, { ownsEsim: hook });
      assert.deepEqual([(await esim.topups()).status, (await esim.buy()).status], [403, 403]);
      assert.equal((await shop(`paid-${index}`, { verifyPayment: hook }).buy()).status, 422);
      assert.equal((await shop(`number-${index}`, { ownsNumber: hook }).renew()).status, 403);
      const anonymous = shop(`who-${index}`, { authorize: hook });
      assert.equal((await anonymous.topups()).status, 401);
    }
    for (const id of ["", 7, null]) {
      const authorize = /** @type {any} */ (() => ({ id }));
      assert.equal((await shop("no-id", { authorize }).topups()).status, 401);
    }
  });

  it("orders nothing if a hook fails or hangs", async () => {
    for (const [index, fails] of [
      () => {
        throw new Error("the database is at 10.0.0.7");
      },
      () => Promise.reject(new Error("secret")),
      () => new Promise(() => {}),
    ].entries()) {
      for (const hook of ["authorize", "ownsEsim", "verifyPayment"]) {
        const broken = shop(`broken-${index}-${hook}`, { [hook]: /** @type {any} */ (fails) });
        const { status, body } = await broken.buy();
        assert.deepEqual([status, body.code], [422, 13], hook);
        assert.doesNotMatch(JSON.stringify(body), /10\.0|secret/);
        assert.equal(requestsTo(broken, "submit"), 0);
        assert.ok(broken.events.some(({ name }) => name === "pressone.gateway.error"));
      }
    }
  });

  it("orders nothing if the journal cannot be written first", async () => {
    const storage = memoryStorage();
    const broken = {
      ...storage,
      replaceItem(
        /** @type {string} */ key,
        /** @type {any} */ before,
        /** @type {string} */ value,
      ) {
        if (key.includes(":write:")) throw new Error("full");
        return storage.replaceItem(key, before, value);
      },
    };
    const full = shop("full", { storage: broken });
    const { status, body } = await full.buy();
    assert.deepEqual([status, body.code], [422, 13]);
    assert.equal(requestsTo(full, "submit"), 0);
  });

  it("orders once even if the storage's lock excludes no caller", async () => {
    const unlocked = {
      ...memoryStorage(),
      lock: (/** @type {string} */ _, /** @type {() => Promise<any>} */ work) => work(),
    };
    const shared = shop("unlocked", { storage: unlocked });
    const answers = await Promise.all([shared.buy(), shared.buy(), shared.buy()]);
    assert.equal(requestsTo(shared, "submit"), 1);
    const renewals = await Promise.all([shared.renew(), shared.renew(), shared.renew()]);
    assert.equal(requestsTo(shared, "renew"), 1);
    for (const list of [answers, renewals]) {
      // A later request finds the outcome, or it is unknown.
      const statuses = list.map(({ status }) => status);
      assert.ok(statuses.includes(200), String(statuses));
      assert.ok(
        statuses.every((status) => status === 200 || status === 502),
        String(statuses),
      );
    }
  });

  it("answers outcome_unknown if a lock is lost or the journal cannot be read", async () => {
    const storage = memoryStorage();
    const first = shop("lost-lock", { storage });
    assert.equal((await first.buy()).status, 200);
    assert.equal((await first.renew()).status, 200);
    const { lock } = storage;
    for (const kind of [":esim:", ":rate:"]) {
      const losingLock = async (
        /** @type {string} */ name,
        /** @type {() => Promise<any>} */ work,
      ) => {
        const result = await lock(name, work);
        if (name.includes(kind)) throw new Error("the lock was lost");
        return result;
      };
      const losing = shop("lost-lock", {
        storage: { ...storage, lock: /** @type {any} */ (losingLock) },
      });
      for (const write of kind === ":rate:" ? [losing.buy, losing.renew] : [losing.buy]) {
        const { status, body } = await write();
        assert.deepEqual([status, body.code], [502, "outcome_unknown"], kind);
      }
    }
    const unreadable = {
      ...storage,
      getItem(/** @type {string} */ key) {
        if (key.includes(":write:")) throw new Error("out of reach");
        return storage.getItem(key);
      },
    };
    assert.equal((await shop("lost-lock", { storage: unreadable }).buy()).status, 502);
  });

  it("returns an order that could not be recorded, and finds it again", async () => {
    const storage = memoryStorage();
    const halfBroken = {
      ...storage,
      replaceItem(
        /** @type {string} */ key,
        /** @type {string | null} */ before,
        /** @type {string} */ value,
      ) {
        if (value.includes('"done"')) throw new Error("full");
        return storage.replaceItem(key, before, value);
      },
    };
    const half = shop("half", { storage: halfBroken });
    const first = await half.buy();
    assert.equal(first.status, 200);
    for (const text of ["", "another text"]) {
      const again = await half.buy("pay-1", text);
      assert.equal(again.body.data?.code, first.body.data.code, text);
    }
    assert.equal(requestsTo(half, "submit"), 1);
    // A reference with the same beginning is another purchase.
    const longer = await half.buy("pay-1.b");
    assert.notEqual(longer.body.data.code, first.body.data.code);
    assert.equal((await half.buy("pay-1")).body.data.code, first.body.data.code);
  });

  it("answers outcome_unknown if an unexpected error follows the order", async () => {
    const name = "unexpected";
    const { credentials } = pressone.worlds.get(name);
    const storage = memoryStorage();
    const baseUrl = `${pressone.url}/world/${name}`;
    const client = async () => {
      const real = await createClient(
        upstream({ baseUrl, credentials, storage, secret: SECRET, lookUpMs: 0, maxRetries: 0 }),
      );
      const order = real.submitTopupOrder.bind(real);
      real.submitTopupOrder = async (request) => {
        await order(request);
        throw new TypeError("unexpected");
      };
      return real;
    };
    const failing = shop(name, { client, storage });
    const { status, body } = await failing.buy("pay-1");
    assert.deepEqual([status, body.code], [502, "outcome_unknown"]);
    const working = shop(name, { storage });
    assert.equal((await working.buy("pay-1")).status, 200);
    assert.equal(requestsTo(failing, "submit"), 1);
  });

  it("sends no other renewal of a number until the shop has settled the open one", async () => {
    const { sandbox, events, renew, client } = shop("settled");
    sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
    for (const reference of ["r1", "r2", "r1"]) {
      assert.equal((await renew(reference)).status, 502, reference);
    }
    const reported = events.find(({ name }) => name === "pressone.renewal")?.attributes;
    assert.equal(reported?.["pressone.reference"], "r1");
    const shopClient = await client();
    await shopClient.settle({ reference: "r1", outcome: "done" });
    shopClient.free();
    assert.equal((await renew("r1")).status, 200);
    assert.equal(sandbox.ledger.renewals.length, 1);
    assert.equal((await renew("r2")).status, 200);
    assert.equal(sandbox.ledger.renewals.length, 2);
  });

  it("reports events without secrets, ICCIDs or e-mail addresses", async () => {
    const observed = shop("observed");
    await observed.topups();
    await observed.buy();
    await observed.renew();
    await observed.send("/customer/v2/balance");
    const text = JSON.stringify(observed.events);
    assert.ok(text.includes('"http.route":"/customer/v2/sims/{iccid}/topups"'));
    assert.ok(text.includes('"pressone.order.outcome":"done"'));
    assert.ok(text.includes('"pressone.renewal.outcome":"done"'));
    assert.ok(text.includes('"http.response.status_code":404'));
    const { credentials, iccids, emails } = observed.sandbox;
    const secrets = [
      ...Object.values(credentials),
      ...Object.values(iccids),
      ...Object.values(emails),
    ];
    for (const secret of [...secrets, SECRET, "Bearer", "eyJ"]) {
      assert.ok(!text.includes(secret), secret);
    }
  });

  it("stores no token and no e-mail address as plain text", async () => {
    const written = new Map();
    const storage = memoryStorage();
    const observed = {
      ...storage,
      setItem(/** @type {string} */ key, /** @type {string} */ value) {
        written.set(key, value);
        return storage.setItem(key, value);
      },
    };
    const { sandbox, topups, renew } = shop("encrypted", { storage: observed });
    assert.equal((await topups()).status, 200);
    assert.equal((await renew()).status, 200);
    const text = JSON.stringify([...written]);
    assert.ok(text.includes("pressone-gateway:token:"));
    const tokens = sandbox.requests.flatMap(
      ({ headers }) => /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? [],
    );
    assert.ok(tokens.length > 0);
    for (const token of tokens) assert.ok(!text.includes(token));
    assert.ok(!text.includes(sandbox.emails.subscriber));
    assert.ok(!text.includes(sandbox.credentials.client_secret));
  });

  it("shares one token between instances, and replaces it when it is refused", async () => {
    const storage = memoryStorage();
    const tokens = () => requestsTo(one, "token");
    const [one, two] = [shop("tokens", { storage }), shop("tokens", { storage })];
    assert.equal((await one.topups()).status, 200);
    assert.equal((await two.topups()).status, 200);
    assert.equal(tokens(), 1);
    one.sandbox.revokeTokens();
    assert.equal((await two.topups()).status, 200);
    assert.equal((await one.topups()).status, 200);
    assert.equal(tokens(), 2);
  });

  it("stops reading a body at the size limit if it has no Content-Length", async () => {
    const { send, sandbox } = shop("counted", { maxBodyBytes: 1_000 });
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(500));
        if (pulled > 1_000) controller.close();
      },
    });
    const headers = { "Content-Type": "application/json", "Idempotency-Key": "r" };
    const init = { method: "POST", headers, body, duplex: "half" };
    assert.equal((await send(RENEW, /** @type {RequestInit} */ (init))).status, 413);
    assert.ok(pulled < 10, `${pulled} parts were read`);
    assert.equal(sandbox.requests.length, 0);
  });

  it("sends the client's requests to PressOne's origins only", async () => {
    const options = upstream({
      baseUrl: "https://api.example.com",
      credentials: { client_id: "a", client_secret: "b" },
      storage: memoryStorage(),
      secret: SECRET,
    });
    for (const url of [
      "https://evil.example/",
      "https://api.example.com.evil.example/",
      "http://api.example.com/",
    ]) {
      await assert.rejects(async () => options.fetch?.(new Request(url)), /origins only/);
    }
  });
});
