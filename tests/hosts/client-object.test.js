// The client as an object: in logs, taken apart, and after it was freed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { createClient } from "#pressone-esim";
import { createClient as createPartner } from "#pressone-esim/partner";
import { memoryStore } from "../../pkg/stores/memory.js";

const ICCID = "8944500102030405061";
/** The methods that return an iterator. */
const ITERATORS = ["orders", "packages", "esims", "users"];
const SECRET = "a secret of 32 characters or some more";

const createPage = () =>
  createClient({
    baseUrl: "https://shop.example/api",
    fetch: async () => Response.json({ data: [] }),
  });

const openPartner = () =>
  createPartner({
    baseUrl: "https://pressone.example",
    credentials: { client_id: "id", client_secret: SECRET },
    secret: SECRET,
    store: Object.assign(memoryStore(), { password: SECRET }),
  });

describe("a client", () => {
  for (const [name, create] of Object.entries({ page: createPage, partner: openPartner })) {
    it(`of the ${name} shows its methods in a log, and neither its pointer nor a secret`, async () => {
      const client = await create();
      const shown = inspect(client, { depth: 9 });
      assert.match(shown, /getTopupPackages: \[Function: getTopupPackages\]/);
      assert.doesNotMatch(shown + JSON.stringify(client), /__wbg|ptr|a secret of/);
    });

    it(`of the ${name} rejects with an error of its own after free`, async () => {
      const client = await create();
      client.free();
      client.free();
      for (const [method, call] of Object.entries(client)) {
        if (method === "free") continue;
        const result = call(ICCID);
        // An iterator fails at its first step.
        assert.equal(typeof result.next === "function", ITERATORS.includes(method), method);
        const failed = result.next?.() ?? result;
        const error = await failed.catch((/** @type {unknown} */ thrown) => thrown);
        assert.equal(error.name, "ConfigurationError", method);
        assert.match(error.message, /the client was freed/);
      }
    });
  }

  it("has methods that work without it", async () => {
    const { getTopupPackages, orders, free } = await createPage();
    assert.deepEqual(await getTopupPackages(ICCID), []);
    for await (const order of orders()) assert.fail(String(order));
    free();
    await assert.rejects(getTopupPackages(ICCID), /the client was freed/);
  });

  it("finishes the calls that began before free", async () => {
    const client = await createPage();
    const [call, iterator] = [client.getTopupPackages(ICCID), client.orders()];
    client.free();
    assert.deepEqual(await call, []);
    assert.equal((await iterator.next()).done, true);
  });

  it("is freed by its Symbol.dispose", async () => {
    const client = await createPage();
    client[Symbol.dispose]();
    await assert.rejects(client.getTopupPackages(ICCID), /the client was freed/);
  });

  it("has methods that a test can replace", async () => {
    const client = await createPage();
    client.getTopupPackages = async () => [];
    assert.deepEqual(await client.getTopupPackages("anything"), []);
  });

  it("of the shop has its store", async () => {
    assert.equal(typeof (await openPartner()).store?.compareAndSet, "function");
  });
});
