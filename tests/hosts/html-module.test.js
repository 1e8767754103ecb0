// The message of a page client whose module's address answers with a page, as development servers do.
import assert from "node:assert/strict";
import { it } from "node:test";
import { createClient } from "../../pkg/web.js";

/** The failure of a client whose module is this answer. @param {string} body */
const failureWith = (body) =>
  createClient({ baseUrl: "https://shop.example", module: new Response(body) }).then(
    () => assert.fail("the module was loaded"),
    (error) => error,
  );

it("HTML in place of the module is named, with the cure for Vite 7", async () => {
  const { kind, message } = await failureWith("<!doctype html><title>Shop</title>");
  assert.equal(kind, "configuration");
  assert.match(message, /the \.wasm address answered with HTML; .*exclude: \["pressone-esim"\]/);
});

it("other bytes are told as the engine tells them", async () => {
  const { kind, message } = await failureWith("text");
  assert.equal(kind, "configuration");
  assert.doesNotMatch(message, /HTML/);
});
