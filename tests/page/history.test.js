// The page's package histories: what is kept, for how long, and for whom.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clearHistories, forgetHistory, getHistory, hash } from "../../src/page/history.js";
import { BASE, deadlineOf, ICCID, shellWith, webStorage, work } from "./stand-ins.js";

const REQUEST = { endpoint: "getPackageHistory", path: "/packages" };
const MINUTE = 60_000;

/** A gateway's answers, one after the other. @param {...any} answers */
function gateway(...answers) {
  const requests = /** @type {string[]} */ ([]);
  const fetch = async (/** @type {Request} */ { url }) => {
    requests.push(url);
    const { status = 200, headers, meta } = answers[requests.length - 1] ?? answers.at(-1);
    const data = [{ status: "ACTIVE" }];
    return Response.json({ data, meta: { gateway: 1, ...meta } }, { status, headers });
  };
  return { fetch, requests };
}

/** Waits until a condition holds. @param {() => boolean} isMet */
async function until(isMet) {
  for (const end = Date.now() + 30_000; !isMet(); await new Promise(setImmediate)) {
    assert.ok(Date.now() < end, `never met: ${isMet}`);
  }
}

/** @param {ReturnType<typeof shellWith>} shell @param {string} [iccid] */
const ask = (shell, iccid = ICCID) => getHistory(shell, deadlineOf(5_000), work(), REQUEST, iccid);

/** Moves the times of all entries. @param {ReturnType<typeof webStorage>} storage @param {number} ms */
function age({ texts }, ms) {
  for (const [key, text] of texts) {
    const entry = JSON.parse(text);
    for (const time of ["stored_at", "fetched_at", "next_at"]) entry[time] -= ms;
    texts.set(key, JSON.stringify(entry));
  }
}

describe("a kept history", () => {
  it("is kept until PressOne may be asked again, and no longer", async () => {
    const storage = webStorage();
    const meta = { age_ms: 10 * MINUTE, next_ms: 5 * MINUTE, source: "cache" };
    const { fetch, requests } = gateway({ meta });
    const shell = shellWith({ fetch }, storage);
    const first = await ask(shell);
    assert.equal(first.source, "network");
    const waits = first.expires_at - first.fetched_at;
    assert.ok(Math.abs(waits - 15 * MINUTE) < 2_000, String(waits));
    assert.equal((await ask(shell)).source, "cache");
    age(storage, 5 * MINUTE - 2_000);
    assert.equal((await ask(shell)).source, "cache");
    assert.equal(requests.length, 1);
    age(storage, 2_001);
    assert.equal((await ask(shell)).source, "network");
    assert.equal(requests.length, 2);
  });

  it("is stale if the gateway could not refresh it either", async () => {
    const meta = { age_ms: 20 * MINUTE, next_ms: MINUTE, source: "stale" };
    const shell = shellWith(gateway({ meta }));
    assert.equal((await ask(shell)).source, "stale");
    assert.equal((await ask(shell)).source, "stale");
  });

  it("is returned while a rate limit runs, which is remembered", async () => {
    const storage = webStorage();
    const limit = { status: 429, headers: { "retry-after": "60" } };
    const { fetch, requests } = gateway({}, limit);
    const shell = shellWith({ fetch }, storage);
    const { fetched_at } = await ask(shell);
    age(storage, 15 * MINUTE + 1);
    for (const _ of [1, 2]) {
      const stale = await ask(shell);
      assert.equal(stale.source, "stale");
      assert.equal(stale.fetched_at, fetched_at - 15 * MINUTE - 1);
    }
    assert.equal(requests.length, 2);
  });

  it("is an error with the time to wait if there was no answer yet", async () => {
    const { fetch, requests } = gateway({ status: 429, headers: { "retry-after": "60" } });
    const shell = shellWith({ fetch });
    for (const _ of [1, 2]) {
      const error = await ask(shell).catch((thrown) => thrown);
      assert.equal(error.kind, "rate_limited");
      assert.ok(error.retryAfterMs > 58_000 && error.retryAfterMs <= 60_000);
    }
    assert.equal(requests.length, 1);
  });

  it("is not used if it is poisoned, foreign or from the future", async () => {
    const now = Date.now();
    const good = {
      v: 2,
      stored_at: now,
      fetched_at: now,
      next_at: now + MINUTE,
      packages: [{ status: "X" }],
    };
    for (const [bad, source] of /** @type {[object | null, string][]} */ ([
      [good, "cache"],
      [null, "network"],
      [{ ...good, v: 1 }, "network"],
      [{ ...good, packages: "none" }, "network"],
      [{ ...good, packages: [{}] }, "network"],
      [{ ...good, next_at: "soon" }, "network"],
      [{ ...good, stored_at: now + MINUTE }, "network"],
      [{ ...good, fetched_at: now + MINUTE }, "network"],
      [{ ...good, next_at: now + 25 * 60 * MINUTE }, "network"],
    ])) {
      const storage = webStorage();
      const shell = shellWith(gateway({}), storage);
      await ask(shell);
      for (const key of storage.texts.keys()) storage.texts.set(key, JSON.stringify(bad));
      assert.equal((await ask(shell)).source, source, JSON.stringify(bad));
    }
  });

  it("has a key without ICCID and token, which clearCache finds for its account alone", async () => {
    const storage = webStorage();
    const { fetch } = gateway({});
    const ada = shellWith({ fetch, token: "ada-token" }, storage);
    const bob = shellWith({ fetch, partition: "bob" }, storage);
    await ask(ada);
    await ask(ada, "89445001020304050618");
    await ask(bob);
    const keys = [...storage.texts.keys()];
    assert.equal(new Set(keys).size, 3);
    assert.doesNotMatch(keys.join(), /894450|ada|bob|shop/);
    await clearHistories(ada, undefined);
    assert.deepEqual([...storage.texts.keys()], keys.slice(2));
  });

  it("stays if the signal of clearCache was aborted before", async () => {
    const storage = webStorage();
    const shell = shellWith(gateway({}), storage);
    await ask(shell);
    const clearing = clearHistories(shell, { signal: AbortSignal.abort() });
    await assert.rejects(clearing, { kind: "aborted" });
    assert.equal(storage.texts.size, 1);
  });

  it("is dropped for the eSIM that was topped up", async () => {
    const storage = webStorage();
    const shell = shellWith(gateway({}), storage);
    await ask(shell);
    await ask(shell, "89445001020304050618");
    const [, other] = storage.texts.keys();
    await forgetHistory(shell, ICCID);
    assert.deepEqual([...storage.texts.keys()], [other]);
  });
});

describe("a request in flight", () => {
  /** A gateway that answers when `answer` is called. */
  function slowGateway() {
    const waiting = /** @type {(() => void)[]} */ ([]);
    const fetch = () =>
      new Promise((resolve) => {
        waiting.push(() =>
          resolve(Response.json({ data: [{ status: "A" }], meta: { gateway: 1 } })),
        );
      });
    return { fetch, waiting };
  }

  it("is shared by concurrent callers, each with a copy of its own", async () => {
    const { fetch, waiting } = slowGateway();
    const shell = shellWith({ fetch });
    const calls = [ask(shell), ask(shell)];
    await until(() => waiting.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 10));
    for (const answer of waiting) answer();
    const [one, other] = await Promise.all(calls);
    assert.equal(waiting.length, 1);
    assert.deepEqual(one, other);
    assert.notEqual(one?.packages, other?.packages);
  });

  it("is waited for during half of the caller's time, and is then replaced", async () => {
    const { fetch, waiting } = slowGateway();
    const shell = shellWith({ fetch });
    const hung = ask(shell);
    await until(() => waiting.length === 1);
    const startedAt = Date.now();
    const second = getHistory(shell, deadlineOf(4_000), work(), REQUEST, ICCID);
    await until(() => waiting.length === 2);
    assert.ok(Date.now() - startedAt >= 1_900, "half of 4 seconds");
    waiting[1]?.();
    assert.equal((await second).source, "network");
    waiting[0]?.();
    await hung;
  });

  it("is not joined if it is older than ten seconds", async () => {
    const { fetch, waiting } = slowGateway();
    const shell = shellWith({ fetch });
    const hung = ask(shell);
    await until(() => waiting.length === 1);
    for (const flight of shell.flights.values()) flight.startedAt -= 10_000;
    const second = ask(shell);
    await until(() => waiting.length === 2);
    for (const answer of waiting) answer();
    await Promise.all([hung, second]);
  });

  it("that was replaced can still answer first, and its answer is stored", async () => {
    const { fetch, waiting } = slowGateway();
    const storage = webStorage();
    const shell = shellWith({ fetch }, storage);
    const hung = ask(shell);
    await until(() => waiting.length === 1);
    for (const flight of shell.flights.values()) flight.startedAt -= 10_000;
    const second = getHistory(shell, deadlineOf(5_000), work(), REQUEST, ICCID);
    await until(() => waiting.length === 2);
    waiting[0]?.();
    const [one, other] = await Promise.all([hung, second]);
    assert.equal(other.source, "network");
    assert.notEqual(one.packages, other.packages);
    assert.equal(storage.texts.size, 1);
    assert.equal((await ask(shell)).source, "cache");
    assert.equal(waiting.length, 2);
    // A timer of the request would keep the process.
    waiting[1]?.();
  });

  it("that was replaced is stored when it answers, if the new one was refused", async () => {
    const { fetch: answerLater, waiting } = slowGateway();
    const refuse = async () => Response.json({}, { status: 429, headers: { "retry-after": "60" } });
    const answers = [answerLater, refuse];
    const shell = shellWith({ fetch: () => answers.shift()?.() });
    const hung = ask(shell);
    await until(() => waiting.length === 1);
    for (const flight of shell.flights.values()) flight.startedAt -= 10_000;
    await assert.rejects(ask(shell), { kind: "rate_limited" });
    waiting[0]?.();
    assert.equal((await hung).source, "network");
    assert.equal((await ask(shell)).source, "cache");
    assert.equal(shell.flights.size, 0);
  });

  it("that was replaced stores nothing if the history was cleared, even if another one flies", async () => {
    const { fetch, waiting } = slowGateway();
    const storage = webStorage();
    const shell = shellWith({ fetch }, storage);
    const calls = [ask(shell)];
    await until(() => waiting.length === 1);
    for (const flight of shell.flights.values()) flight.startedAt -= 10_000;
    calls.push(ask(shell));
    await clearHistories(shell, undefined);
    calls.push(ask(shell));
    await until(() => waiting.length === 3);
    waiting[0]?.();
    await Promise.all(calls.slice(0, 2));
    assert.equal(storage.texts.size, 0);
    for (const answer of waiting) answer();
    await Promise.all(calls);
    assert.equal(storage.texts.size, 1);
  });

  it("stores nothing that was cleared meanwhile", async () => {
    const { fetch, waiting } = slowGateway();
    const storage = webStorage();
    const shell = shellWith({ fetch }, storage);
    const call = ask(shell);
    await until(() => waiting.length === 1);
    await clearHistories(shell, undefined);
    waiting[0]?.();
    assert.equal((await call).source, "network");
    assert.equal(storage.texts.size, 0);
  });
});

it("hashes differ for different parts", () => {
  const parts = [["a", "b"], ["ab"], ["a", "c"], ["a", "b", ""], [""], [BASE], ["é"]];
  assert.equal(new Set(parts.map((each) => hash(...each))).size, parts.length);
});
