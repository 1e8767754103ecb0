// Events for `onEvent`.
import { assert, equal, rejects } from "./checks.js";
import { connect } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const events = {
  "the listener gets every event and no secret": async (host) => {
    /** @type {import("../../../pkg/partner/index.js").PartnerEvent[]} */
    const all = [];
    const { client, iccids, control, credentials } = await connect(host, {
      onEvent: (event) => {
        all.push(event);
        throw new Error("an exception of the listener is ignored");
      },
    });
    const fault = { endpoint: "topups", kind: "status", status: 503, body: "html" };
    await control("POST", "faults", fault);
    await client.getTopupPackages(iccids.active);
    const ofCall = all.filter(({ endpoint }) => endpoint === "getTopupPackages");
    equal(
      ofCall.map((event) => [event.type, "attempt" in event ? event.attempt : undefined]),
      [
        ["request", 0],
        ["response", 0],
        ["retry", 1],
        ["request", 1],
        ["response", 1],
      ],
      "events",
    );
    equal(
      ofCall.flatMap((event) => (event.type === "response" ? [event.status] : [])),
      [503, 200],
      "statuses",
    );
    for (const event of ofCall) {
      if (event.type === "request") equal(event.method, "GET", "method");
      if (event.type === "response") assert(event.durationMs >= 0, "a duration");
      if (event.type === "retry") {
        equal(event.kind, "server", "kind");
        assert(event.delayMs >= 250, "a delay");
      }
    }
    await control("POST", "faults", { endpoint: "topups", kind: "cut-before", times: "always" });
    await rejects(client.getTopupPackages(iccids.active), "network");
    assert(
      all.some((event) => event.type === "failure" && event.kind === "network"),
      "a failure event",
    );
    await client.getPackageHistory(iccids.active);
    await client.getPackageHistory(iccids.active);
    equal(
      all.flatMap((event) => (event.type === "cache" ? [event.source] : [])),
      ["network", "cache"],
      "sources",
    );
    const text = JSON.stringify(all);
    for (const secret of [credentials.client_secret, iccids.active]) {
      assert(!text.includes(secret), "no secret and no ICCID in the events");
    }
  },
};
