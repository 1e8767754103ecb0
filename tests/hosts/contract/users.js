// The users of the voice product.
import { equal, rejects } from "./checks.js";
import { connect, createControl } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const users = {
  "the iterator returns every user once, by the server's own links": async (host) => {
    const { client, control, countRequests } = await connect(host);
    for (const preset of ["older", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      const ids = new Set();
      for await (const user of client.users()) ids.add(user.id);
      equal(ids.size, 14, preset);
    }
    equal(await countRequests("/user/"), 4, "requests");
  },

  "a filter finds one user with a subscription": async (host) => {
    const { client, emails } = await connect(host);
    const { users: found, count, next } = await client.getUsers({ email: emails.subscriber });
    equal([found.length, count, next], [1, 1, null], "page");
    equal(found[0]?.subscription?.status, "active", "status");
    equal((await client.getUsers({ mobile: String(found[0]?.mobile) })).users, found, "by number");
    equal((await client.getUsers({ email: emails.unknown })).users, [], "no user");
    const first = await client.getUsers();
    equal([first.users.length, first.next], [10, "page=2"], "first page");
    const second = await client.getUsers({ after: first.next ?? "" });
    equal([second.users.length, second.next], [4, null], "second page");
    await rejects(client.getUsers({ after: "page=9" }), "not_found");
    await rejects(client.getUsers({ email: "ines" }), "invalid_argument");
  },

  "a number is claimed once, and renewed": async (host) => {
    const { numbers: options } = await createControl(host.url)("GET", "examples");
    const { client, emails, countRequests } = await connect(host, { numbers: options });
    const { numbers } = await client.getAvailableNumbers({ country: "US" });
    const claim = { number: String(numbers[0]?.number), email: emails.unknown, reference: "pay-1" };
    const both = await Promise.all([client.claimNumber(claim), client.claimNumber(claim)]);
    equal(
      both.map(({ success }) => success),
      [true, true],
      "success",
    );
    equal(await countRequests("/claim-number/"), 1, "claims");
    equal((await client.getPurchase("pay-1")).claimed_number, claim.number, "journal");
    const { users: found } = await client.getUsers({ email: emails.unknown });
    equal(found[0]?.mobile, claim.number, "user");
    equal((await client.renewNumber({ email: emails.unknown })).success, true, "renewal");
    const { client: plain } = await connect(host);
    await rejects(plain.getAvailableNumbers(), "configuration");
    await rejects(plain.claimNumber(claim), "configuration");
  },

  "users are read with the headers of the voice product": async (host) => {
    const { client, control } = await connect(host, {
      voice: { headers: { "X-Partner-Key": "key-1" } },
    });
    await rejects(client.getUsers(), "authentication");
    await control("POST", "settings", { partnerKey: "key-1" });
    equal((await client.getUsers()).users.length, 10, "users");
  },
};
