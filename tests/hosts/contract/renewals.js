// Renewals of phone numbers.
import { equal, rejects } from "./checks.js";
import { connect } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const renewals = {
  "the number of a subscriber is renewed, and an unknown number is not found": async (host) => {
    const { client, emails } = await connect(host);
    const renewal = await client.renewNumber({ email: emails.subscriber });
    equal([renewal.success, renewal.data, renewal.issues], [true, null, []], "renewal");
    await rejects(client.renewNumber({ email: emails.unknown }), "not_found");
  },

  "a renewal with a lost answer blocks further renewals of its number": async (host) => {
    const { client, emails, control, countRequests } = await connect(host);
    const email = emails.subscriber;
    const first = await client.renewNumber({ email, reference: "r-1" });
    const again = await client.renewNumber({ email, reference: "r-1" });
    const sources = [first.source, again.source, again.message];
    equal(sources, ["answer", "journal", first.message], "a repeated renewal");
    await control("POST", "faults", { endpoint: "renew", kind: "cut-after" });
    for (const reference of ["r-2", "r-3", "r-2"]) {
      const error = await rejects(client.renewNumber({ email, reference }), "outcome_unknown");
      equal(error.reference, "r-2", "reference of the open renewal");
    }
    equal(await countRequests("/renew-number/"), 2, "requests");
    await client.settle({ reference: "r-2", outcome: "done" });
    equal((await client.renewNumber({ email, reference: "r-2" })).source, "journal", "settled");
    equal((await client.renewNumber({ email, reference: "r-3" })).source, "answer", "next renewal");
  },
};
