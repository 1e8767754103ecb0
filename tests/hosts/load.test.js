// The load of a module by several clients at once, some of which name a module of their own.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createClientWith } from "../../pkg/load.js";

const BUILD = "build";
/** A module without code, with a custom section of this name. @param {string} name */
function moduleOf(name) {
  const text = new TextEncoder().encode(name);
  const section = [0, text.length + 1, text.length, ...text];
  return new WebAssembly.Module(Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section]));
}
const GOOD = moduleOf(BUILD);
const never = () => new Promise(() => {});

/**
 * A `createClient`, and the modules that it started.
 *
 * @param {(source: unknown) => any} load
 * @param {() => unknown} [start]
 */
function createLoader(load, start) {
  /** @type {unknown[]} */
  const started = [];
  class Client {
    free() {}
  }
  /** @param {{ module: WebAssembly.Module }} options */
  const begin = async ({ module }) => {
    started.push(module);
    await start?.();
  };
  return { createClient: createClientWith(load, begin, Client, BUILD), started };
}

describe("the module of a client", { timeout: 60_000 }, () => {
  it("is loaded again after a load that failed at once", async () => {
    for (const fails of [
      () => {
        throw new Error("no file");
      },
      async () => {
        throw new Error("no file");
      },
    ]) {
      const { createClient, started } = createLoader((source) => source ?? fails());
      await assert.rejects(createClient({}), { kind: "network" });
      await assert.rejects(createClient({}), { kind: "network" });
      await createClient({ module: GOOD });
      await createClient({});
      assert.deepEqual(started, [GOOD]);
    }
  });

  it("is its own, and not that of another client whose load fails or hangs", async () => {
    for (const other of [{ module: moduleOf("other") }, {}]) {
      const { createClient, started } = createLoader((source) => source ?? never());
      const failing = createClient({ ...other, timeoutMs: 2_000 });
      const failure = other.module
        ? { kind: "configuration", path: "options.module" }
        : { kind: "timeout" };
      const failed = assert.rejects(failing, failure);
      await createClient({ module: GOOD });
      assert.deepEqual(started, [GOOD]);
      await failed;
    }
    const { createClient } = createLoader((source) => source ?? GOOD);
    const failing = assert.rejects(createClient({ module: moduleOf("other") }), {
      path: "options.module",
    });
    await createClient({});
    await failing;
  });

  it("is started once by clients that load at once", async () => {
    const other = moduleOf(BUILD);
    let fails = true;
    const { createClient, started } = createLoader(
      async (source) => source ?? GOOD,
      async () => {
        await new Promise(setImmediate);
        if (fails) throw new Error("no memory");
      },
    );
    await assert.rejects(createClient({}), { kind: "network" });
    fails = false;
    started.length = 0;
    await Promise.all([createClient({ module: other }), createClient({}), createClient({})]);
    assert.equal(started.length, 1);
  });

  it("is loaded once by clients that name none", async () => {
    let loads = 0;
    const { createClient } = createLoader(async () => {
      loads += 1;
      return GOOD;
    });
    await Promise.all([createClient({}), createClient({})]);
    await createClient({});
    assert.equal(loads, 1);
  });

  it("must be one: an object that only says so is a mistake of the configuration", async () => {
    const { createClient } = createLoader((source) => source);
    for (const tag of ["x.Module", "WebAssembly.Module", "Response"]) {
      const module = { [Symbol.toStringTag]: tag };
      const refused = { kind: "configuration", path: "options.module" };
      await assert.rejects(createClient({ module }), refused, tag);
    }
  });

  it("that hangs ends in an error, and is not waited for again", async () => {
    let loads = 0;
    const { createClient, started } = createLoader((source) => {
      loads += 1;
      return source ?? (loads === 1 ? never() : GOOD);
    });
    const late = { kind: "timeout", message: /^the module could not be loaded: .* 20 ms$/ };
    await Promise.all([
      assert.rejects(createClient({ timeoutMs: 20 }), late),
      assert.rejects(createClient({ timeoutMs: 20 }), late),
    ]);
    await createClient({ timeoutMs: 20 });
    assert.deepEqual([loads, started], [2, [GOOD]]);
    const { createClient: createOwn } = createLoader((source) => source ?? GOOD);
    const own = createOwn({ module: never(), timeoutMs: 20 });
    await assert.rejects(own, { ...late, path: "options.module" });
    await createOwn({});
    const { createClient: createHung } = createLoader(() => GOOD, never);
    await assert.rejects(createHung({ timeoutMs: 20 }), late);
  });

  it("is waited for half a minute, if the client names no time that can be", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    for (const timeoutMs of [undefined, 0, -1, Number.NaN, 2 ** 31, "20", Symbol("20")]) {
      const { createClient } = createLoader(never);
      let failure;
      const creating = createClient({ timeoutMs }).catch((/** @type {unknown} */ error) => {
        failure = error;
      });
      t.mock.timers.tick(29_999);
      await new Promise(setImmediate);
      assert.equal(failure, undefined);
      t.mock.timers.tick(1);
      await creating;
      assert.equal(/** @type {any} */ (failure).kind, "timeout");
    }
  });

  it("may fail with a value that is no error", async () => {
    /** @type {[unknown, RegExp][]} */
    const cases = [
      [Object.create(null), /could not be loaded: object$/],
      [{ message: "no row" }, /could not be loaded: no row$/],
      [undefined, /could not be loaded: undefined$/],
    ];
    for (const [thrown, message] of cases) {
      const { createClient } = createLoader(() => Promise.reject(thrown));
      await assert.rejects(createClient({}), { kind: "network", message });
    }
  });
});
