// Answers that the store keeps: usage, packages and devices.
import { equal, rejects } from "./checks.js";
import { connect } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const kept = {
  "the usage is kept, in every shape of the server": async (host) => {
    const { client, control, iccids, countRequests } = await connect(host);
    const names = /** @type {const} */ (["older", "newer", "everything irregular"]);
    for (const [index, preset] of names.entries()) {
      await control("POST", "shapes", { preset });
      await client.clearCache();
      const usage = await client.getUsage(iccids.voiceText);
      equal([usage.total, usage.total_voice, usage.total_text], [3072, 100, 20], preset);
      equal([typeof usage.status, usage.source], ["string", "network"], preset);
      equal((await client.getUsage(iccids.voiceText)).source, "cache", preset);
      equal(await countRequests("/usage"), index + 1, "requests");
    }
  },

  "packages are a flat list beside the tree, kept for an hour": async (host) => {
    const { client, control, countRequests } = await connect(host);
    for (const preset of ["older", "newer", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      await client.clearCache();
      const page = await client.getPackages({ include: ["topup"] });
      equal([page.packages.length, page.countries.length, page.next], [11, 4, null], preset);
      equal(page.expires_at - page.fetched_at, 3_600_000, "lifetime");
      const voice = page.packages.find(({ id }) => id === "harbour-30days-3gb-voice");
      equal([voice?.price, voice?.country_code, voice?.operator], [13.5, "IE", "Harbour"], preset);
      equal(page.countries[0]?.operators?.[0]?.packages?.length, 2, preset);
      equal((await client.getPackages({ include: ["topup"] })).source, "cache", preset);
    }
    equal(await countRequests("/packages"), 3, "requests");
    await rejects(client.getPackages({ country: "no" }), "invalid_argument");
  },

  "the iterator returns every package once, over empty countries, and from kept pages": async (
    host,
  ) => {
    const { client, countRequests } = await connect(host);
    for (let round = 0; round < 2; round += 1) {
      const found = [];
      for await (const { id, country } of client.packages({ limit: 1 })) found.push([country, id]);
      const expected = [
        ["Ireland", "harbour-30days-3gb-voice"],
        ["Norway", "northwind-15days-2gb"],
        ["Norway", "northwind-30days-5gb"],
        ["Norway", "northwind-30days-10gb"],
        ["World", "polaris-5days-unlimited"],
        ["World", "polaris-30days-5gb"],
      ];
      equal(found, expected, "packages");
    }
    equal(await countRequests("/packages"), 4, "requests");
    const norway = await client.getPackages({ country: "NO", type: "local" });
    equal(
      [...new Set(norway.packages.map(({ operator }) => operator))],
      ["Northwind"],
      "operators",
    );
  },

  "compatible devices are kept for a day, and their path is an option": async (host) => {
    const { client, control, countRequests } = await connect(host);
    for (const preset of ["older", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      await client.clearCache();
      const first = await client.getCompatibleDevices();
      const { os, brand, name } = first.devices[0] ?? {};
      equal([os, brand, name], ["android", "Harbour", "Harbour One 5G"], preset);
      equal(first.expires_at - first.fetched_at, 86_400_000, "lifetime");
      equal((await client.getCompatibleDevices()).source, "cache", preset);
    }
    equal(await countRequests("/compatible-devices-lite"), 2, "requests");
    const paths = { compatibleDevices: "/customer/v2/balance" };
    const other = await connect(host, { paths });
    await rejects(other.client.getCompatibleDevices(), "decode");
    equal(await countRequests("/balance"), 1, "requests to the other path");
  },

  "a recycled eSIM has a usage, and an unknown one has none": async (host) => {
    const { client, iccids } = await connect(host);
    const recycled = await client.getUsage(iccids.recycled);
    equal([recycled.status, recycled.is_unlimited, recycled.total], ["RECYCLED", null, 0], "usage");
    await rejects(client.getUsage(iccids.unknown), "not_found");
    await rejects(client.getUsage(""), "invalid_argument");
  },
};
