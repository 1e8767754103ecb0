// Renewals of phone numbers by a partner client.
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
    const { client, emails, control, countRequests } = await connect(host, { lookUpMs: 0 });
    const email = emails.subscriber;
    const first = await client.renewNumber({ email, reference: "r-1" });
    const again = await client.renewNumber({ email, reference: "r-1" });
    const sources = [first.source, again.source, again.message];
    equal(sources, ["answer", "journal", first.message], "a repeated renewal");
    await control("POST", "faults", { endpoint: "renew", kind: "cut-after" });
    for (const [reference, kind] of /** @type {const} */ ([
      ["r-2", "outcome_unknown"],
      ["r-3", "number_busy"],
      ["r-2", "outcome_unknown"],
    ])) {
      const error = await rejects(client.renewNumber({ email, reference }), kind);
      equal(error.reference, "r-2", "reference of the open renewal");
    }
    equal(await countRequests("/renew-number/"), 2, "requests");
    const { open } = await client.recoverPurchases();
    equal(
      open.map(({ reference, kind, email }) => [reference, kind, email]),
      [["r-2", "renewal", email]],
      "open renewals",
    );
  },

  "the shop judges a renewal by the number's state before and after it": async (host) => {
    const { client, emails, control } = await connect(host, {
      lookUpMs: 0,
      judgeRenewal: (/** @type {any} */ before, /** @type {any} */ after) =>
        before && after ? "done" : undefined,
    });
    const email = emails.subscriber;
    await control("POST", "faults", { endpoint: "renew", kind: "cut-after" });
    const renewal = { email, reference: "r-4" };
    const found = await client.renewNumber(renewal).catch((error) => error);
    if (found.kind) {
      equal(found.kind, "outcome_unknown", "the call");
      equal((await client.recoverPurchases()).settled[0]?.state, "done", "recovery");
    }
    equal((await client.renewNumber(renewal)).source, "journal", "the renewal afterwards");
  },
};
