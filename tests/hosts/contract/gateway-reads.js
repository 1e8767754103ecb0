// The page client's reads through a gateway: packages on sale, eSIMs, single orders.
import { assert, equal, rejects } from "./checks.js";
import { openShop } from "./shop.js";

/** @type {Record<string, import("./host.js").Case>} */
export const gatewayReads = {
  "a page reads the packages on sale, in every shape of the server": async (host) => {
    const { page, control } = await openShop(host);
    const presets = /** @type {const} */ (["older", "newer", "everything irregular"]);
    for (const [index, preset] of presets.entries()) {
      await control("POST", "shapes", { preset });
      // Another language is another answer of the store.
      const language = ["en", "de", "fr"][index];
      const sold = await page.getPackages({ include: ["topup"], language });
      equal([sold.packages.length, sold.countries.length, sold.next], [11, 4, null], preset);
      const { fetched_at, expires_at, source } = sold;
      equal(Math.round((expires_at - fetched_at) / 60_000), 60, "lifetime");
      assert(Math.abs(fetched_at - Date.now()) < 60_000, "the page's clock");
      equal(source, "network", "source");
      const voice = sold.packages.find(({ id }) => id === "harbour-30days-3gb-voice");
      equal([voice?.price, voice?.country_code, voice?.operator], [13.5, "IE", "Harbour"], preset);
      equal([voice?.net_price, voice?.qr_installation], [null, null], "withheld fields");
      equal((await page.getPackages({ include: ["topup"], language })).source, "cache", preset);
    }
    await control("POST", "shapes", { preset: "older" });
    const found = [];
    for await (const { country, id } of page.packages({ limit: 1 })) found.push([country, id]);
    const expected = [
      ["Ireland", "harbour-30days-3gb-voice"],
      ["Norway", "northwind-15days-2gb"],
      ["Norway", "northwind-30days-5gb"],
      ["Norway", "northwind-30days-10gb"],
      ["World", "polaris-5days-unlimited"],
      ["World", "polaris-30days-5gb"],
    ];
    equal(found, expected, "packages of all pages");
    const norway = await page.getPackages({ country: "NO", type: "local" });
    equal(
      [...new Set(norway.packages.map(({ operator }) => operator))],
      ["Northwind"],
      "operators",
    );
    const error = await rejects(page.getPackages({ country: "no" }), "invalid_argument");
    equal(error.path, "query.country", "path");
  },

  "a page reads the phones that take an eSIM": async (host) => {
    const { page } = await openShop(host);
    const { devices, ...kept } = await page.getCompatibleDevices();
    const { os, brand, name } = devices[0] ?? {};
    equal([os, brand, name], ["android", "Harbour", "Harbour One 5G"], "a phone");
    equal(Object.keys(kept).sort(), ["expires_at", "fetched_at", "source"], "fields");
  },

  "a page reads its shopper's eSIM: codes, usage, installation": async (host) => {
    const { page, control, iccids } = await openShop(host);
    for (const preset of ["older", "newer", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      const esim = await page.getEsim(iccids.active, { include: ["order", "order.status"] });
      equal([esim.iccid, esim.qrcode?.slice(0, 4)], [iccids.active, "LPA:"], preset);
      equal([esim.sharing, esim.simable?.user], [null, null], "withheld fields");
      equal(typeof esim.simable?.status?.slug, "string", preset);
      const { language, ios, android } = await page.getInstallation(iccids.active);
      equal([language, ios?.length, android?.length], ["EN", 1, 1], preset);
      const steps = ios?.[0]?.installation_via_qr_code?.steps ?? [];
      equal([steps.length, steps[2]], [3, "Scan the code and confirm the plan."], preset);
    }
    await control("POST", "shapes", { preset: "older" });
    const german = await page.getInstallation(iccids.active, { language: "de" });
    equal(german.language, "DE", "language");
    const usage = await page.getUsage(iccids.active);
    equal([usage.status, usage.total, usage.source], ["ACTIVE", 3072, "network"], "usage");
    equal((await page.getUsage(iccids.active)).source, "cache", "source");
  },

  "a page reads no eSIM and no order of another shopper": async (host) => {
    const { page, iccids } = await openShop(host);
    for (const iccid of [iccids.unlimited, iccids.unknown]) {
      for (const read of [page.getEsim, page.getUsage, page.getInstallation]) {
        await rejects(read(iccid), "permission");
      }
    }
    for (const iccid of ["", " ", "/", "8944", "..%2F.."]) {
      for (const read of [page.getEsim, page.getUsage, page.getInstallation]) {
        const error = await rejects(read(iccid), "invalid_argument");
        equal(error.path, "iccid", iccid);
      }
    }
    // The first orders of the sandbox are of no shopper.
    for (const id of [1, "2", 4_110]) await rejects(page.getOrder(id), "permission");
    for (const id of ["", "topups", "1/2", 0, 1.5]) {
      await rejects(page.getOrder(id), "invalid_argument");
    }
  },

  "a page buys new eSIMs, which are its shopper's then": async (host) => {
    const { page, countOrders } = await openShop(host);
    const { packages } = await page.getPackages({ country: "NO" });
    const { id: package_id = "", price = 0 } = packages.find(({ type }) => type === "sim") ?? {};
    const purchase = { package_id, price, quantity: 2, country: "NO", reference: "pay-1" };
    const order = await page.submitOrder(purchase);
    equal([order.quantity, order.iccid, order.source], [2, null, "answer"], "the order");
    const bought = order.sims?.map(({ iccid }) => iccid ?? "") ?? [];
    equal([bought.length, order.sims?.[0]?.qrcode], [2, null], "the eSIMs without codes");
    equal((await page.submitOrder(purchase)).source, "journal", "a repeated purchase");
    await rejects(page.submitOrder({ ...purchase, quantity: 3 }), "reference_reused");
    equal(await countOrders(), 1, "orders");
    const { esims, meta, next } = await page.getEsims({ limit: 1 });
    equal([esims.length, meta.total, next], [1, 2, 2], "the first page of eSIMs");
    const all = [];
    for await (const { iccid, qrcode } of page.esims({ limit: 1 })) {
      equal(qrcode?.slice(0, 4), "LPA:", "code");
      all.push(iccid);
    }
    equal(all.sort(), bought.sort(), "all eSIMs");
    const [iccid = ""] = bought;
    equal((await page.getEsim(iccid)).iccid, iccid, "eSIM");
    equal(typeof (await page.getUsage(iccid)).status, "string", "usage");
    const found = await page.getPurchase("pay-1");
    equal([found.kind, found.state, found.quantity], ["sim", "done", 2], "purchase");
    await rejects(page.submitOrder({ ...purchase, reference: "unpaid-1" }), "payment_required");
    const cheap = { ...purchase, reference: "cheap-1" };
    equal(
      (await rejects(page.submitOrder(cheap), "price_changed")).outcome,
      "not_ordered",
      "cheap",
    );
  },

  "a page reads its shopper's order": async (host) => {
    const { page, purchase } = await openShop(host);
    const bought = await page.submitTopupOrder({ ...purchase, reference: "pay-1" });
    const order = await page.getOrder(bought.order_id ?? 0, { include: ["sims", "status"] });
    equal([order.code, order.reference, order.type], [bought.code, "pay-1", "topup"], "order");
    equal([order.sims, order.status?.slug], [[], "completed"], "parts");
    equal([order.net_price, order.user, order.manual_installation], [null, null, null], "withheld");
  },
};
