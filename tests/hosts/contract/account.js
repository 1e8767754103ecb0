// The partner's account: balance and single orders.
import { equal, rejects } from "./checks.js";
import { connect } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const account = {
  "the balance is an account, or none": async (host) => {
    const { client, control } = await connect(host);
    for (const contentType of ["text/plain", "*/*", "missing"]) {
      await control("POST", "shapes", { contentType });
      const { balances } = await client.getBalance();
      equal(balances[0]?.availableBalance, { amount: 250, currency: "USD" }, contentType);
    }
    await control("POST", "shapes", { preset: "everything irregular" });
    equal((await client.getBalance()).balances[0]?.availableBalance.amount, 250, "irregular");
    await control("POST", "shapes", { balances: "none" });
    equal((await client.getBalance()).balances, [], "no account");
  },

  "an order is found by its id in every shape": async (host) => {
    const { client, control } = await connect(host);
    for (const preset of ["older", "newer", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      const { orders } = await client.getOrderList({ limit: 1 });
      const id = orders[0]?.id ?? 0;
      const plain = await client.getOrder(id);
      equal([plain.id, plain.sims, plain.user], [id, null, null], preset);
      equal([typeof plain.price, typeof plain.validity], ["number", "number"], preset);
      const whole = await client.getOrder(id, { include: ["sims", "user", "status"] });
      equal([Array.isArray(whole.sims), typeof whole.user?.name], [true, "string"], preset);
    }
  },

  "an order of another account is not found, and costs one token at most": async (host) => {
    const { client, control, countRequests } = await connect(host);
    for (const id of [1, 2, "3"]) {
      const error = await rejects(client.getOrder(id), "not_found");
      equal(error.status, 401, "status");
    }
    equal(await countRequests("/token"), 1, "the first token is new");
    await control("POST", "shapes", { unknownOrder: "not-found" });
    await rejects(client.getOrder(4), "not_found");
    for (const id of ["", "topups", "1/2", 0]) {
      await rejects(client.getOrder(id), "invalid_argument");
    }
  },

  "an order is read with another token if the token was revoked": async (host) => {
    const { client, control, countRequests } = await connect(host);
    const { orders } = await client.getOrderList({ limit: 1 });
    const id = orders[0]?.id ?? 0;
    await control("POST", "tokens/revoke");
    equal((await client.getOrder(id)).id, id, "order");
    equal(await countRequests("/token"), 2, "tokens");
  },
};
