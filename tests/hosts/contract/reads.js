// Offers, history and orders.
import { assert, equal, rejects } from "./checks.js";
import { connect } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const reads = {
  "the history is requested once in 15 minutes": async (host) => {
    const { client, iccids, countRequests } = await connect(host);
    const [first, second] = await Promise.all([
      client.getPackageHistory(iccids.active),
      client.getPackageHistory(iccids.active),
    ]);
    equal([first.source, second.source], ["network", "network"], "sources of concurrent calls");
    assert(first.packages !== second.packages, "each call has a copy of its own");
    equal((await client.getPackageHistory(iccids.active)).source, "cache", "source");
    equal(first.expires_at - first.fetched_at, 900_000, "lifetime");
    equal(await countRequests("/packages"), 1, "requests");
    await client.clearCache();
    await rejects(client.getPackageHistory(iccids.active), "rate_limited");
  },

  "the iterator returns every order once": async (host) => {
    const { client } = await connect(host);
    const ids = [];
    for await (const order of client.orders({ limit: 7 })) ids.push(order.id);
    const { meta } = await client.getOrderList({ limit: 1 });
    equal(ids.length, meta.total, "orders");
    equal(new Set(ids).size, ids.length, "different orders");
  },

  "a read is retried after a server error, and not after a rejection": async (host) => {
    const { client, iccids, control, countRequests } = await connect(host);
    await client.getTopupPackages(iccids.active);
    const fault = { endpoint: "topups", kind: "status", status: 503, body: "html" };
    await control("POST", "faults", fault);
    await client.getTopupPackages(iccids.active);
    equal(await countRequests("/topups"), 3, "requests");
    await rejects(client.getTopupPackages(iccids.recycled), "sim_recycled");
    await rejects(client.getTopupPackages(iccids.unknown), "not_found");
    equal(await countRequests("/topups"), 5, "requests");
  },

  "older and newer servers lead to the same types of fields": async (host) => {
    const { client, iccids, control } = await connect(host);
    for (const preset of ["older", "newer"]) {
      await control("POST", "shapes", { preset });
      const [offer] = await client.getTopupPackages(iccids.voiceText);
      equal(typeof offer?.price, "number", "price");
      const { orders } = await client.getOrderList({ limit: 3 });
      for (const { price, validity } of orders) {
        equal([typeof price, typeof validity], ["number", "number"], preset);
      }
    }
  },
};
