// The policy is checked when the gateway is made.
import assert from "node:assert/strict";
import { it } from "node:test";
import { createGateway } from "../../pkg-template/package/gateway/index.js";
import { createShop } from "./shop.js";
import { createStandIn } from "./stand-in.js";

it("a policy that cannot work is refused, and the option is named", () => {
  const { partner } = createStandIn();
  const { store, ...noStore } = partner;
  for (const [change, option] of /** @type {[any, string][]} */ ([
    [{ authorize: undefined }, "authorize"],
    [{ authorize: true }, "authorize"],
    [{ ownsEsim: "yes" }, "ownsEsim"],
    [{ verifyRenewal: true }, "verifyRenewal"],
    [{ onError: "log" }, "onError"],
    [{ partner: undefined }, "partner is missing"],
    [{ partner: {} }, "no method getPackages"],
    [{ partner: Promise.resolve(partner) }, "partner is a promise"],
    [{ partner: noStore }, "no store"],
    [{ client: () => partner }, "client is not an option"],
    [{ storage: {} }, "storage"],
    [{ secret: "x" }, "secret"],
    [{ basePath: "/api/" }, "basePath"],
    [{ basePath: "/a%2fb" }, "basePath"],
    [{ basePath: ["/a"] }, "basePath"],
    [{ publicOrigin: "shop.example" }, "publicOrigin"],
    [{ publicOrigin: "https://shop.example/" }, "publicOrigin"],
    [{ publicOrigin: ["https://shop.example"] }, "publicOrigin"],
    [{ origins: ["*"] }, "origins"],
    [{ origins: ["https://a.example/"] }, "origins"],
    [{ expose: { topups: ["net_price"] } }, "expose"],
    [{ expose: null }, "expose"],
    [{ expose: { order: ["manual_installation"] } }, "expose cannot hold manual_installation"],
    [{ expose: { package: ["net_price", "qr_installation"] } }, "cannot hold qr_installation"],
    [{ mayBrowse: true }, "mayBrowse"],
    [{ ownsOrder: "yes" }, "ownsOrder"],
    [{ limit: { requests: 0, windowMs: 1 } }, "limit"],
    [{ limit: null }, "limit"],
    [{ languages: "de" }, "languages"],
    [{ languages: ["de", "x"] }, "languages"],
    [{ languages: ["de", "de,en"] }, "languages"],
    [{ maxBodyBytes: -1 }, "maxBodyBytes"],
    [{ hookTimeoutMs: 0 }, "hookTimeoutMs"],
    [{ ownsESIM: () => true }, "ownsESIM"],
  ])) {
    assert.throws(() => createShop(change), new RegExp(option), option);
  }
  assert.throws(() => createGateway(/** @type {any} */ (undefined)), /policy object/);
});

it("events hold no secret, ICCID or e-mail address", async () => {
  const shop = createShop({ basePath: "" });
  await shop.buy("pay-1");
  await shop.renew("pay-2");
  await shop.send("/customer/v2/sims/8944500102030405061/topups");
  await shop.send("/customer/v2/balance");
  const text = JSON.stringify(shop.events);
  for (const part of [
    '"http.route":"/customer/v2/sims/{iccid}/topups"',
    '"pressone.order.outcome":"done"',
    '"pressone.renewal.outcome":"done"',
    '"http.response.status_code":404',
  ]) {
    assert.ok(text.includes(part), part);
  }
  for (const secret of ["8944500102030405061", "ada@shop.example", "Authorization"]) {
    assert.ok(!text.includes(secret), secret);
  }
});
