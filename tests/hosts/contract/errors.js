// Refused arguments, and the classes of errors.
import { assert, equal, rejects } from "./checks.js";
import { connect } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const errors = {
  "invalid arguments send no request": async (host) => {
    const { client, iccids, control } = await connect(host);
    const iccid = iccids.active;
    await client.getTopupPackages(iccid);
    const { length } = await control("GET", "requests");
    // @ts-expect-error
    await rejects(client.getTopupPackages(7), "invalid_argument");
    for (const bad of ["", "8944", `${iccid}/`, "../8944500102030405", "89445001020304050612345"]) {
      await rejects(client.getTopupPackages(bad), "invalid_argument");
      await rejects(client.getPackageHistory(bad), "invalid_argument");
      await rejects(client.submitTopupOrder({ iccid: bad, package_id: "a" }), "invalid_argument");
    }
    await rejects(client.submitTopupOrder({ iccid, package_id: "" }), "invalid_argument");
    await rejects(client.getOrderList({ page: 0 }), "invalid_argument");
    await rejects(
      client.getOrderList({ created_at: { from: "2026-02-30", to: "2026-03-01" } }),
      "invalid_argument",
    );
    // @ts-expect-error
    await rejects(client.getOrderList({ codes: "1" }), "invalid_argument");
    await rejects(client.renewNumber({ email: "nobody" }), "invalid_argument");
    await rejects(client.getTopupPackages(iccid, { signal: AbortSignal.abort() }), "aborted");
    equal((await control("GET", "requests")).length, length, "requests");
  },

  "errors have their classes": async (host) => {
    const { client, esim } = await connect(host);
    assert(host.esim.PressOneError === esim.PressOneError, "both clients have the same classes");
    const error = await rejects(client.getTopupPackages("x"), "invalid_argument");
    assert(error instanceof Error, "an Error");
    assert(error instanceof esim.PressOneError, "a PressOneError");
    assert(error instanceof esim.InvalidArgumentError, "an InvalidArgumentError");
    equal([error.name, error.path], ["InvalidArgumentError", "iccid"], "name and path");
  },
};
