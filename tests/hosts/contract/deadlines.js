// Timeouts, abort signals and rate limits.
import { assert, equal, rejects } from "./checks.js";
import { connect } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const deadlines = {
  "a call ends at its timeout and by its abort signal": async (host) => {
    /** @type {unknown[]} */
    const failures = [];
    const { client, iccids, control } = await connect(host, {
      onEvent: (event) => {
        if (event.type === "failure") failures.push(event.kind);
      },
    });
    await client.getTopupPackages(iccids.active);
    await control("POST", "faults", { endpoint: "topups", kind: "hang", times: 2 });
    await rejects(client.getTopupPackages(iccids.active, { timeoutMs: 50 }), "timeout");
    const controller = new AbortController();
    const pending = client.getTopupPackages(iccids.active, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("left the page")), 30);
    const error = await rejects(pending, "aborted");
    equal(error.cause?.message, "left the page", "cause");
    equal(failures, ["timeout", "aborted"], "failure events");
  },

  "a call waits for the end of a short rate limit, in seconds or as a date": async (host) => {
    const { client, iccids, control } = await connect(host);
    const inTwoSeconds = () => new Date(Date.now() + 2_000).toUTCString();
    for (const createRetryAfter of [() => 1, inTwoSeconds]) {
      const start = Date.now();
      const retryAfter = createRetryAfter();
      await control("POST", "faults", { endpoint: "topups", kind: "rate-limited", retryAfter });
      await client.getTopupPackages(iccids.active);
      // Without the header the wait is at most 500 ms. The date is rounded to whole seconds.
      assert(Date.now() - start >= 700, `the call waits for ${retryAfter}`);
    }
    const fault = { endpoint: "topups", kind: "rate-limited", retryAfter: 3_600 };
    await control("POST", "faults", fault);
    const error = await rejects(client.getTopupPackages(iccids.active), "rate_limited");
    equal([error.status, error.retryAfterMs], [429, 3_600_000], "status and wait");
  },
};
