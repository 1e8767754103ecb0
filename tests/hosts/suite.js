// The sandbox and the tests that every host has in common.
import assert from "node:assert/strict";
import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../sandbox/server.js";
import { contract } from "./contract/contract.js";
import { assertNoViolations } from "./no-violations.js";

/** @typedef {Awaited<ReturnType<typeof startSandbox>>} Sandbox */
/** @typedef {(name: string, url: string, t: import("node:test").TestContext) => unknown} RunCase */

export const CONTRACT_FOLDER = fileURLToPath(new URL("contract/", import.meta.url));

/** The files of the contract. */
export const contractFiles = () =>
  readdirSync(CONTRACT_FOLDER).map((name) => join(CONTRACT_FOLDER, name));

/** Copies the contract into `contract/` of a project. @param {string} project */
export function copyContract(project) {
  cpSync(CONTRACT_FOLDER, join(project, "contract"), { recursive: true });
}

/** Starts a sandbox for the suite that calls this. @returns {() => Sandbox} */
export function useSandbox() {
  /** @type {Sandbox} */
  let sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  return () => sandbox;
}

/**
 * Declares a test for each case, with a world of its own.
 *
 * @param {() => Sandbox} sandbox
 * @param {string} platform Begins the names of the worlds.
 * @param {RunCase} run
 * @param {string[]} [names] Of the cases; all by default.
 */
export function itKeepsContract(sandbox, platform, run, names = Object.keys(contract)) {
  for (const [index, name] of names.entries()) {
    it(name, { timeout: 60_000 }, async (t) => {
      await run(name, `${sandbox().url}/world/${platform}-${index}`, t);
    });
  }
}

/**
 * Returns the `run` of a platform whose worker handles requests with `createRunner`.
 *
 * @param {(init: { method: string, body: string }) => Promise<{ text: () => Promise<string> }>} dispatch
 * @returns {RunCase}
 */
export const inWorker = (dispatch) => async (name, url) => {
  const response = await dispatch({ method: "POST", body: JSON.stringify({ name, url }) });
  assert.equal(await response.text(), "passed");
};

/**
 * Declares the test that ends a suite.
 *
 * @param {() => Sandbox} sandbox
 * @param {number} [minExchanges]
 */
export function itSendsNoViolation(sandbox, minExchanges) {
  it("sends only requests that the documentation allows", () =>
    assertNoViolations(sandbox().url, minExchanges));
}
