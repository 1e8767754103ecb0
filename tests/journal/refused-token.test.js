// A token that PressOne refused, and a slow store that still returns it.
import assert from "node:assert/strict";
import { it } from "node:test";
import { createSandbox } from "../../pkg-template/package/sandbox/index.js";
import { createShop, fullStore } from "./shop.js";

it("a refused token that a slow read of the store returns is not used again", async () => {
  const sandbox = createSandbox();
  const store = fullStore();
  const read = store.get.bind(store);
  /** The reads of the token since it was revoked. */
  let reads = 0;
  let isRevoked = false;
  /** @type {Promise<unknown> | undefined} */
  let second;
  const shop = await createShop({ sandbox, store });
  store.get = async (/** @type {string} */ key) => {
    const value = await read(key);
    if (!isRevoked || !/(^|\/)t\//.test(key)) return value;
    reads += 1;
    if (reads === 1) {
      // The first call is about to drop the token. Another one begins, and looks for a token.
      second = shop.client.getBalance();
      while (reads < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    } else if (reads === 2) {
      // It gets the token after the first call has dropped it.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return value;
  };
  await shop.client.getBalance();
  sandbox.revokeTokens();
  isRevoked = true;
  await shop.client.getBalance();
  await second;
  assert.ok(reads >= 2, `${reads} reads`);
  const tokens = sandbox.requests.filter(({ endpoint }) => endpoint === "token");
  assert.equal(tokens.length, 2);
});
