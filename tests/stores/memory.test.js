// The store in the memory of one process.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkStore } from "../../pkg/stores/check.js";
import { memoryStore } from "../../pkg/stores/memory.js";

describe("the memory store", { timeout: 120_000 }, () => {
  it("keeps the contract", async () => {
    assert.deepEqual(await checkStore(memoryStore()), []);
  });

  it("says that nothing survives", () => assert.equal(memoryStore().durability, "none"));

  it("shares nothing with another one", async () => {
    await memoryStore().put("c/1", "value");
    assert.equal(await memoryStore().get("c/1"), null);
  });
});
