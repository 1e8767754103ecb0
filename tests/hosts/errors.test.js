// The error classes: made by tests, in logs, and across copies of the package.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { installTarball } from "./tarball.js";

describe("the error classes", async () => {
  const { project, installed, remove } = installTarball("errors");
  after(remove);
  const copy = join(project, "copy");
  cpSync(installed, copy, { recursive: true });
  /** @param {string} folder @param {string} file @returns {Promise<any>} */
  const load = (folder, file) => import(pathToFileURL(join(folder, file)).href);
  /** @type {typeof import("../../pkg/errors.js")} */
  const errors = await load(installed, "errors.js");
  const { PressOneError, RateLimitedError, TimeoutError, ServerError, isRefused, ...others } =
    errors;
  const classes = Object.entries({
    PressOneError,
    RateLimitedError,
    TimeoutError,
    ServerError,
    ...others,
  });
  /** The details of a refusal that ordered nothing. */
  const REFUSED = /** @type {const} */ ({ message: "text", outcome: "not_ordered" });

  it("are the same in every entry", async () => {
    for (const file of ["node.js", "web.js", "inline.js", "partner/node.js", "partner/web.js"]) {
      const { createClient, ...exported } = await load(installed, file);
      assert.equal(typeof createClient, "function");
      assert.deepEqual(Object.keys(exported).sort(), Object.keys(errors).sort());
      for (const [name, value] of classes) assert.equal(exported[name], value, name);
      assert.equal(exported.isRefused(new errors.SimRecycledError(REFUSED)), true);
    }
  });

  it("a test makes an error of each class", () => {
    const kinds = classes.filter(([name]) => name !== "PressOneError");
    assert.ok(kinds.length > 10);
    for (const [name, Class] of kinds) {
      const error = new /** @type {typeof TimeoutError} */ (Class)({ message: "text" });
      assert.equal(error.name, name);
      const kind = name.replace(/Error$/, "").replaceAll(/(?!^)[A-Z]/g, "_$&");
      assert.equal(error.kind, kind.toLowerCase());
      assert.ok(error instanceof Class && error instanceof PressOneError && error instanceof Error);
      for (const [other, Other] of kinds) {
        assert.equal(error instanceof Other, other === name, `${name} and ${other}`);
      }
    }
  });

  it("an error has the details that it was made with", () => {
    const cause = new TypeError("no connection");
    const error = new RateLimitedError({ message: "slow down", retryAfterMs: 5, cause });
    assert.equal(error.message, "slow down");
    assert.equal(error.cause, cause);
    assert.deepEqual({ ...error }, { kind: "rate_limited", retryAfterMs: 5 });
    const server = new PressOneError({ kind: "server", message: "broken", status: 503 });
    assert.ok(server instanceof ServerError && !(server instanceof TimeoutError));
    assert.equal(server.status, 503);
  });

  it("a purchase is refused for good if nothing was ordered and a repeated call would be refused", () => {
    const kinds = [
      ...["insufficient_balance", "not_found", "package_unavailable", "price_changed"],
      ...["purchase_closed", "sim_recycled", "validation"],
    ];
    for (const [, Class] of classes) {
      const error = new /** @type {typeof TimeoutError} */ (Class)(REFUSED);
      assert.equal(isRefused(error), kinds.includes(error.kind), error.kind);
      Object.assign(error, { stored: true });
      assert.equal(isRefused(error), kinds.includes(error.kind), `stored ${error.kind}`);
      assert.equal(isRefused(Object.assign(error, { outcome: "unknown" })), false);
      assert.equal(
        isRefused(new /** @type {typeof TimeoutError} */ (Class)({ message: "text" })),
        false,
      );
    }
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const throwing = {
      get outcome() {
        throw new Error("broken");
      },
    };
    for (const value of [undefined, null, "text", {}, new Error("text"), revoked.proxy, throwing]) {
      assert.equal(isRefused(value), false);
    }
  });

  it("show name, message and details in logs", () => {
    const late = new TimeoutError({ message: "late", cause: new TypeError("cut") });
    const error = new errors.OutcomeUnknownError({ message: "lost", reference: "r", cause: late });
    assert.match(inspect(error), /^OutcomeUnknownError: lost\n/);
    assert.deepEqual(JSON.parse(JSON.stringify(error)), {
      name: "OutcomeUnknownError",
      message: "lost",
      kind: "outcome_unknown",
      reference: "r",
      cause: { name: "TimeoutError", message: "late", kind: "timeout", cause: "TypeError: cut" },
    });
  });

  it("know the errors of another copy of the package", async () => {
    const other = await load(copy, "errors.js");
    assert.notEqual(other.TimeoutError, TimeoutError);
    const error = new other.TimeoutError({ message: "late" });
    assert.ok(error instanceof TimeoutError && error instanceof PressOneError);
    assert.ok(!(error instanceof RateLimitedError));
    const { createClient } = await load(copy, "node.js");
    const client = await createClient({ baseUrl: "https://shop.example" });
    const refused = await client.getTopupPackages("x").catch((/** @type {unknown} */ e) => e);
    assert.ok(refused instanceof errors.InvalidArgumentError);
  });

  it("know no other values, and a caller's own class keeps its meaning", () => {
    const similar = Object.assign(new Error("text"), { kind: "timeout" });
    for (const value of [similar, { kind: "timeout" }, null, undefined, "timeout", 7]) {
      assert.equal(/** @type {unknown} */ (value) instanceof TimeoutError, false);
      assert.equal(/** @type {unknown} */ (value) instanceof PressOneError, false);
    }
    class OwnError extends TimeoutError {}
    const own = new OwnError({ message: "text" });
    assert.ok(own instanceof OwnError && own instanceof TimeoutError);
    assert.equal(new TimeoutError({ message: "text" }) instanceof OwnError, false);
  });
});
