// The lines on the console of a gateway without listeners.
import assert from "node:assert/strict";
import { afterEach, describe, it, mock } from "node:test";
import { createShop, ESIM } from "./shop.js";
import { failure } from "./stand-in.js";

const SILENT = { onEvent: undefined, onError: undefined };
const NO_NUMBERS = { mayBrowseNumbers: undefined, verifyClaim: undefined };
const NONE = { ownsEsim: undefined, verifyPayment: undefined };
const NO_RENEWALS = { ownsNumber: undefined, verifyRenewal: undefined };

/** Collects the lines of a function of the console. @param {"warn" | "error"} method @returns {string[]} */
function linesOf(method) {
  /** @type {string[]} */
  const lines = [];
  mock.method(console, method, (/** @type {unknown[]} */ ...args) => lines.push(args.join(" ")));
  return lines;
}

afterEach(() => mock.restoreAll());

describe("without onError", () => {
  it("what a hook throws is written once, without ICCID and e-mail address", async () => {
    const lines = linesOf("error");
    linesOf("warn");
    const shop = createShop({
      ...SILENT,
      verifyPayment: () => {
        const cause = new TypeError("no row for ada@shop.example");
        throw new Error(`the database has no ${ESIM}`, { cause });
      },
    });
    assert.equal((await shop.buy("pay-1")).status, 503);
    assert.equal(lines.length, 1);
    const [line = ""] = lines;
    assert.match(line, /^pressone-esim\/gateway: hook verifyPayment, purchase, reference pay-1: /);
    assert.match(
      line,
      /Error: the database has no \{digits\}\n +at \S*verifyPayment .*console\.test/,
    );
    assert.match(line, /\ncaused by TypeError: no row for \{email\}\n/);
    assert.ok(!line.includes(ESIM) && !line.includes("ada@"));
  });

  it("the partner client's failure is written with its kind, and a shopper's mistake is not", async () => {
    const lines = linesOf("error");
    linesOf("warn");
    const shop = createShop(SILENT);
    shop.partner.getTopupPackages = async () => {
      throw failure("authentication");
    };
    const path = `/customer/v2/sims/${ESIM}/topups`;
    assert.equal((await shop.send(path)).status, 503);
    assert.match(lines.join(), /getTopupPackages: AuthenticationError \[authentication\]: /);
    shop.partner.getTopupPackages = async () => {
      throw failure("not_found");
    };
    assert.equal((await shop.send(path)).status, 403);
    assert.equal(lines.length, 1);
  });

  it("a thrown value of any form is written", async () => {
    const lines = linesOf("error");
    linesOf("warn");
    for (const thrown of [undefined, null, "text", 7, Symbol("s")]) {
      const shop = createShop({
        ...SILENT,
        authorize: () => {
          throw thrown;
        },
      });
      assert.equal((await shop.buy("pay-1")).status, 503);
    }
    assert.equal(lines.length, 5);
    for (const [index, text] of ["undefined", "null", "text", "7", "Symbol(s)"].entries()) {
      assert.ok(lines[index]?.endsWith(`: ${text}`), lines[index]);
    }
  });

  it("a thrown object that is no error is written with its message and code", async () => {
    const lines = linesOf("error");
    linesOf("warn");
    const throwing = {
      get message() {
        throw new Error("broken");
      },
    };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    /** @type {[unknown, RegExp][]} */
    const cases = [
      [
        { message: "no row", code: "PGRST116", details: null, hint: null, cause: null },
        /: object \[PGRST116\]: no row$/,
      ],
      [Object.assign(new Error("cut"), { code: "ECONNRESET" }), /: Error \[ECONNRESET\]: cut\n/],
      [new Error("outer", { cause: { message: "inner" } }), /\ncaused by object: inner$/],
      [new Error("outer", { cause: null }), /\n +at [^\n]*$/],
      [Object.create(null), /: object: object$/],
      [{ message: Object.create(null) }, /: object: object$/],
      [throwing, /: object: /],
      [revoked.proxy, /: object: object$/],
    ];
    for (const [thrown, expected] of cases) {
      lines.length = 0;
      const shop = createShop({
        ...SILENT,
        authorize: () => {
          throw thrown;
        },
      });
      assert.equal((await shop.buy("pay-1")).status, 503);
      assert.match(lines.join(), expected);
    }
  });

  it("every line is without ICCID and e-mail address, wherever it comes from", async () => {
    const lines = linesOf("error");
    linesOf("warn");
    const hook = {
      ...SILENT,
      authorize: () => {
        // The second line looks like a frame of the stack.
        throw new Error(
          `${"x".repeat(990)} ${ESIM}\n    at ada@shop.example/purchases\n    at ${ESIM}`,
          { cause: new Error("GET /purchases?of=ada%40shop.example and eve@shop.xn--p1ai") },
        );
      },
    };
    await createShop(hook).buy("pay-1");
    const verify = () => {
      throw new Error("text");
    };
    await createShop({ ...SILENT, verifyPayment: verify }).buy("ada@shop.example");
    await createShop({ ...SILENT, verifyPayment: verify }).buy(ESIM);
    assert.equal(lines.length, 3);
    const text = lines.join("\n");
    assert.doesNotMatch(text, /ada[@%]|eve@|shop\.[ex]|p1ai|\d{15}/);
    assert.match(text, /reference \{email\}: Error: text\n +at .*console\.test\.js:\d+/);
    assert.match(text, /reference \{digits\}: /);
  });

  it("a listener of the shop replaces the console", async () => {
    const errors = linesOf("error");
    const warnings = linesOf("warn");
    const shop = createShop({ ownsNumber: undefined, authorize: () => assert.fail("broken") });
    await shop.buy("pay-1");
    assert.equal(shop.errors.length, 1);
    assert.deepEqual([...errors, ...warnings], []);
  });
});

describe("without onEvent", () => {
  it("missing hooks are written once, with the endpoints that they close", () => {
    /** @type {[object, RegExp | undefined][]} */
    const cases = [
      [{}, undefined],
      [
        { verifyPayment: undefined },
        /lacks verifyPayment \(closes submitTopupOrder, submitOrder\)\. Closed/,
      ],
      [
        { ownsEsim: undefined },
        /lacks ownsEsim \(closes getTopupPackages, getPackageHistory, getEsim, getUsage, getInstallation, submitTopupOrder\)/,
      ],
      [{ ownsNumber: undefined }, /lacks ownsNumber \(closes renewNumber\)/],
      // A shop without renewals, and one that only renews.
      [NO_RENEWALS, undefined],
      [NONE, undefined],
      // A shop whose pages show neither packages nor single orders.
      [{ mayBrowse: undefined }, undefined],
      [{ ownsOrder: undefined }, undefined],
      [
        { ...NO_RENEWALS, ...NONE, mayBrowse: undefined, ownsOrder: undefined, ...NO_NUMBERS },
        /lacks ownsEsim .* and verifyPayment .* and ownsNumber .* and mayBrowse \(closes getPackages, getCompatibleDevices\) and ownsOrder \(closes getOrder\)\./,
      ],
      // Closed on purpose.
      [{ verifyPayment: null }, undefined],
      [{ ownsNumber: null, verifyRenewal: null, ...NONE }, undefined],
      [{ mayBrowse: null, ownsOrder: null }, undefined],
      [{ verifyPayment: null, ownsEsim: undefined }, /lacks ownsEsim \(/],
    ];
    for (const [policy, expected] of cases) {
      const lines = linesOf("warn");
      createShop({ ...SILENT, ...policy });
      mock.restoreAll();
      assert.equal(lines.length, expected ? 1 : 0, lines.join());
      if (expected) assert.match(lines[0] ?? "", expected);
    }
  });

  it("a hook that is null closes its endpoint", async () => {
    const lines = linesOf("warn");
    const shop = createShop({ ...SILENT, verifyPayment: null });
    const { status, body } = await shop.buy("pay-1");
    assert.deepEqual([status, body.code], [404, "configuration"]);
    await shop.buy("pay-2");
    assert.deepEqual(lines, [
      "pressone-esim/gateway: submitTopupOrder was asked for, and is closed: the policy has no verifyPayment",
    ]);
  });

  it("a path under another basePath and another origin are written once", async () => {
    const lines = linesOf("warn");
    const shop = createShop({ ...SILENT, basePath: "/api/pressone" });
    for (let count = 0; count < 2; count += 1) {
      const { status, body } = await shop.send(`/api/customer/v2/sims/${ESIM}/topups`);
      assert.deepEqual([status, body.code], [404, "configuration"]);
    }
    assert.match(lines.join(), /under the path "\/api", and basePath is "\/api\/pressone"/);
    const headers = { Origin: "https://other.example" };
    await shop.send("/api/pressone/purchases.json", { headers });
    assert.match(lines[1] ?? "", /from https:\/\/other\.example, .* set publicOrigin/);
    for (let count = 0; count < 50; count += 1) await shop.send(`/${count}/purchases.json`);
    assert.equal(lines.length, 21);
  });

  it("made-up origins do not take the lines of other refusals", async () => {
    const lines = linesOf("warn");
    const shop = createShop({ ...SILENT, basePath: "/api", verifyPayment: null });
    for (let count = 0; count < 50; count += 1) {
      const headers = { Origin: `https://made-up-${count}.example` };
      await shop.send("/api/purchases.json", { headers });
    }
    assert.equal(lines.length, 20);
    await shop.send("/ada@shop.example/purchases.json");
    assert.match(lines[20] ?? "", /under the path "\/\{email\}"/);
    await shop.send("/api/purchases.json");
    assert.equal((await shop.buy("pay-1", {}, { path: "/api/purchases" })).status, 404);
    assert.match(lines[21] ?? "", /submitTopupOrder was asked for/);
  });
});
