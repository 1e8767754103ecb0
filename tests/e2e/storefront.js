/** Tests of the storefront: a server and a page for each test, one Chromium for each file. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "../../www/server/start.mjs";
import { useChromium } from "../browser.js";
import { startSandbox } from "../sandbox/server.js";
import { startFront } from "./front.js";
import { fetchAnswer } from "./held.js";

/** @typedef {Awaited<ReturnType<typeof start>>} Storefront */
/** @typedef {Storefront["sandbox"]} Sandbox */
/** @typedef {import("../browser.js").OpenPage} OpenPage */
/** @typedef {import("../browser.js").Page} Page */
/** @typedef {{ url: string, text: string }} ReceivedResponse the text holds headers and body */
/**
 * @typedef {Storefront & OpenPage & { responses: () => Promise<ReceivedResponse[]>, front: import("./front.js").Front }} Visit
 *   `responses` returns everything that the page has received since it was loaded, if the option
 *   `records` is true. It throws if the browser has dropped a body, as it does when the page is loaded again.
 *   `front` is a server that a test stops; the page is behind it if the option `stops` is true.
 */
/**
 * @typedef {object} Options
 * @property {string} [path] the path of the first view, without its slash
 * @property {{ width: number, height: number }} [viewport]
 * @property {string} [locale] the browser's language
 * @property {string} [timeZone] the browser's; `TIME_ZONE` if not given
 * @property {boolean} [records]
 * @property {number} [now] the time of PressOne and of the page, which stands still; in ms since the epoch
 * @property {boolean} [stops] the test stops the shop's server
 * @property {string} [entry] the entry of the shop's worker
 * @property {() => void} [initScript] runs in the page before the storefront's own scripts
 * @property {RegExp} [expectedErrors] the complaints that the test provokes
 * @property {number} [timeout] in ms
 */
/** @typedef {(visit: Visit) => Promise<void>} Body */

const TEST_TIMEOUT_MS = 120_000;
/** The zone of the browser. */
export const TIME_ZONE = "Pacific/Auckland";
const DESKTOP = { width: 1280, height: 900 };

const openPage = useChromium();

/**
 * Defines a test that visits a new storefront. The test fails if the page reports an error that
 * `expectedErrors` does not match, or if the sandbox gets a request that its description forbids.
 *
 * @param {string} name
 * @param {Options | Body} optionsOrBody
 * @param {Body} [body]
 */
export function storefrontTest(name, optionsOrBody, body) {
  if (typeof optionsOrBody === "function") return storefrontTest(name, {}, optionsOrBody);
  const { expectedErrors, timeout = TEST_TIMEOUT_MS, ...options } = optionsOrBody;
  test(name, { timeout }, async (t) => {
    const visit = await visitStorefront(t, options);
    await body?.(visit);
    assertNoComplaints(visit, expectedErrors);
  });
}

/**
 * @param {import("node:test").TestContext} t
 * @param {Pick<Options, "path" | "viewport" | "locale" | "timeZone" | "records" | "now" | "stops" | "entry" | "initScript">} options
 * @returns {Promise<Visit>}
 */
async function visitStorefront(t, options) {
  const { path = "", viewport = DESKTOP, locale, timeZone = TIME_ZONE } = options;
  const { records, now, stops, entry, initScript } = options;
  // The page is closed before the shop, because hooks run in the order of their calls.
  const opened = await openPage(t, {
    viewport,
    ...(locale && { locale }),
    colorScheme: "light",
    reducedMotion: "reduce",
    timezoneId: timeZone,
  });
  // The sandbox compares each request and each response with the API's description.
  const startStill = (/** @type {Parameters<typeof startSandbox>[0]} */ more) =>
    startSandbox({ ...more, ...(now && { now: () => now }) });
  const storefront = await start({ startSandbox: startStill, ...(entry && { entry }) });
  t.after(() => storefront.close());
  const front = await startFront(storefront.url);
  t.after(() => front.close());
  if (now) await opened.page.clock.setFixedTime(now);
  const responses = records ? await recordResponses(opened.page) : async () => [];
  if (initScript) await opened.page.addInitScript(initScript);
  const url = stops ? front.url : storefront.url;
  await opened.page.goto(url + path);
  return { ...storefront, ...opened, responses, front, url };
}

/** @param {Page} page @returns {Promise<() => Promise<ReceivedResponse[]>>} */
async function recordResponses(page) {
  /** @param {{ url: () => string, headers: () => object, body: () => Promise<Buffer> }} response */
  const record = async (response) => {
    const body = (await response.body()).toString("latin1");
    return { url: response.url(), text: JSON.stringify(response.headers()) + body };
  };
  /** @type {Promise<ReceivedResponse>[]} */
  const records = [];
  /** @param {Parameters<typeof record>[0]} response */
  const add = (response) => {
    const recorded = record(response);
    // Only the test that asks for the records wants to know.
    recorded.catch(() => {});
    records.push(recorded);
  };
  page.on("response", (response) => {
    if (!isApi(response.url())) add(response);
  });
  // Chromium drops a body that a script reads as a stream.
  await page.route(isApi, async (route) => {
    const response = await fetchAnswer(route);
    add(response);
    await route.fulfill({ response });
  });
  return () => Promise.all(records);
}

/** @param {URL | string} url */
const isApi = (url) => new URL(url).pathname.startsWith("/api/");

/** @param {Visit} visit @param {RegExp} [expectedErrors] */
function assertNoComplaints({ complaints, sandbox }, expectedErrors) {
  const unexpected = complaints.filter((complaint) => !expectedErrors?.test(complaint));
  assert.deepEqual(unexpected, []);
  assert.deepEqual(sandbox.violations, []);
}

/**
 * Returns how many requests PressOne has received.
 *
 * @param {Sandbox} sandbox
 * @param {"submit" | "history"} endpoint
 */
export const countRequests = ({ requests }, endpoint) =>
  requests.filter((request) => request.endpoint === endpoint).length;
