// The browsers' engines besides Chromium's.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launchFirefox } from "./firefox.js";
import { launchWebKit } from "./webkit.js";

/**
 * A browser with one page.
 *
 * @typedef {object} Engine
 * @property {(url: string) => Promise<unknown>} open
 * @property {(run: (argument: any) => unknown, argument?: unknown) => Promise<any>} evaluate Runs a function in the
 *   page. It uses nothing of the test's scope, and its argument and its result are JSON.
 * @property {() => Promise<unknown>} close
 */

/** @type {Record<string, () => Promise<Engine>>} */
export const ENGINES = { Firefox: launchFirefox, WebKit: launchWebKit };

/** Longer than a start on a busy machine. */
const LAUNCH_MS = 120_000;

/**
 * Starts one browser for the suite that calls this. The browser is closed even if it starts too late.
 *
 * @param {() => Promise<Engine>} launch
 * @returns {() => Engine}
 */
export function useEngine(launch) {
  /** @type {Promise<Engine> | undefined} */
  let launched;
  /** @type {Engine | undefined} */
  let engine;
  before(
    async () => {
      launched = launch();
      engine = await launched;
    },
    { timeout: LAUNCH_MS },
  );
  after(
    () =>
      launched?.then(
        ({ close }) => close(),
        () => {},
      ),
    { timeout: LAUNCH_MS },
  );
  return () => {
    assert.ok(engine, "the browser has started");
    return engine;
  };
}
