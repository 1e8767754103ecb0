// The URLs that a page client takes for a gateway's.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { gatewayBase } from "../../src/page/base-url.js";

/** Returns undefined if the URL is refused. @param {string} url @param {boolean} [hasToken] */
function baseOf(url, hasToken = false) {
  try {
    return gatewayBase(url, hasToken);
  } catch (/** @type {any} */ error) {
    assert.deepEqual([error.kind, error.path], ["configuration", "options.baseUrl"]);
    return undefined;
  }
}

/** Makes this process a page. @param {string} href */
function become(href) {
  Object.assign(globalThis, { document: { baseURI: href }, location: new URL(href) });
}

afterEach(() => {
  for (const name of ["document", "location"]) Reflect.deleteProperty(globalThis, name);
});

describe("a base URL", () => {
  it("keeps its path and loses trailing slashes", () => {
    assert.equal(baseOf("https://api.example.com/"), "https://api.example.com");
    const url = "https://api.example.com:8443/api/pressone//";
    assert.equal(baseOf(url, true), "https://api.example.com:8443/api/pressone");
  });

  it("may be plain http on the machine itself", () => {
    for (const host of [
      "localhost",
      "localhost:8080",
      "shop.localhost",
      "127.0.0.1",
      "127.9.9.9:1",
      "127.1",
      "[::1]",
      "[::1]:8080",
    ]) {
      assert.ok(baseOf(`http://${host}/`, true), host);
    }
  });

  it("may be plain http on the page's own origin, if no token is sent", () => {
    for (const host of [
      "example.com",
      "127.0.0.1.example.com",
      "localhost.example.com",
      "10.0.0.1",
      "[::2]",
      "xlocalhost",
      "example.com:8080",
    ]) {
      assert.equal(baseOf(`http://${host}/api`), undefined, host);
      become(`http://${host}/page`);
      assert.equal(baseOf(`http://${host}/api`), `http://${host}/api`);
      assert.equal(baseOf("/api/"), `http://${host}/api`);
      assert.equal(baseOf(`http://${host}/api`, true), undefined, host);
      assert.equal(baseOf("/api", true), undefined, host);
      become("http://another.example/");
      assert.equal(baseOf(`http://${host}/api`), undefined, host);
      Reflect.deleteProperty(globalThis, "document");
      Reflect.deleteProperty(globalThis, "location");
    }
  });

  it("has no other scheme and no other parts", () => {
    for (const url of [
      "ftp://a.example/",
      "data:text/plain,x",
      "javascript:1",
      "https://a.example/?a",
      "https://a.example/?",
      "https://a.example/#a",
      "https://b@a.example/",
      "https://:b@a.example/",
      "https://a.example/@",
      "/api",
      "",
      "nowhere",
    ]) {
      const isRefused = { kind: "configuration", message: /^options.baseUrl must / };
      assert.throws(() => gatewayBase(url, false), isRefused, url);
    }
  });
});
