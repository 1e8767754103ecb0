// The store in the memory of one process.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStore } from "../../pkg/stores/memory.js";
import { testContract } from "./contract.js";

describe("the memory store", { timeout: 120_000 }, () => {
  testContract({
    name: "memory",
    open() {
      const store = memoryStore();
      return [store, store];
    },
  });

  it("says that nothing survives", () => assert.equal(memoryStore().durability, "none"));

  it("shares nothing with another one", async () => {
    await memoryStore().put("c/1", "value");
    assert.equal(await memoryStore().get("c/1"), null);
  });
});
