// The option `module`, in a realm that has not loaded the package's modules.
import { equal, rejects } from "./checks.js";
import { contract } from "./contract.js";

/** A WebAssembly module that is not the package's. */
const EMPTY_MODULE = [0, 97, 115, 109, 1, 0, 0, 0];
const OPTIONS = { baseUrl: "https://shop.example" };
const PARTNER_OPTIONS = { ...OPTIONS, credentials: { client_id: "id", client_secret: "secret" } };

/** Cases that call each of the five endpoints, through a page client and through a partner client. */
const PAGE_CASES = ["a page client buys, reads and renews through the gateway"];
const PARTNER_CASES = [
  "a top-up is offered, bought, and found in the order list",
  "the history is requested once in 15 minutes",
  "the number of a subscriber is renewed, and an unknown number is not found",
];

/** Values that are refused, whether a module is loaded or not. @returns {Promise<Record<string, unknown>>} */
async function createBadValues() {
  const used = new Response("used");
  await used.text();
  return {
    number: 7,
    true: true,
    false: false,
    symbol: Symbol("module"),
    function: () => new Uint8Array(EMPTY_MODULE),
    object: { default: new Uint8Array(EMPTY_MODULE) },
    array: EMPTY_MODULE,
    "empty text": "",
    "invalid URL": "https://",
    "used response": used,
    "promise of a number": Promise.resolve(7),
    "promise of nothing": Promise.resolve(undefined),
  };
}

/**
 * The module of another build: the mark at its end has another last letter. A compiled module has no bytes, and no
 * runtime fetches a file's URL.
 *
 * @param {any} good a source of the package's module
 * @returns {Promise<Record<string, unknown>>}
 */
async function createOtherBuild(good) {
  const source = await good;
  if (source instanceof WebAssembly.Module || source.protocol === "file:") return {};
  const isUrl = typeof source === "string" || source instanceof URL;
  const answer = isUrl ? await fetch(source) : new Response(source.body ?? source);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  bytes.set([(bytes.at(-1) ?? 0) ^ 1], bytes.length - 1);
  return { "a module of another build": bytes };
}

/**
 * Modules that cannot be compiled, or are not the package's.
 *
 * @param {unknown} good a source of the package's module
 * @returns {Promise<Record<string, unknown>>}
 */
const createBadModules = async (good) => ({
  "no WebAssembly": new TextEncoder().encode("<!doctype html>"),
  "another module": new Uint8Array(EMPTY_MODULE),
  ...(await createOtherBuild(good)),
});

/**
 * @param {(module: unknown) => Promise<unknown>} create
 * @param {Record<string, unknown>} values
 */
async function refusesAll(create, values) {
  for (const [what, module] of Object.entries(values)) {
    const error = await rejects(create(module), "configuration").catch((failure) => {
      throw new Error(`${what}: ${failure.message}`);
    });
    equal(error.path, "options.module", what);
  }
}

/**
 * Checks one client. The modules that are refused are not kept: the last module is loaded after them.
 *
 * @param {(module: unknown) => Promise<unknown>} create
 * @param {object} sources
 * @param {() => unknown} sources.good
 * @param {() => unknown} [sources.otherClient] the module of the other client
 * @param {() => unknown} sources.missing a module that cannot be fetched
 */
async function checkClient(create, { good, otherClient, missing }) {
  await refusesAll(create, await createBadValues());
  await refusesAll(create, await createBadModules(good()));
  if (otherClient) await refusesAll(create, { "the other client's module": otherClient() });
  const unreachable = await rejects(create(missing()), "network");
  equal(unreachable.path, "options.module", "path");
  const cause = new Error("of the caller");
  const failed = await rejects(create(Promise.reject(cause)), "network");
  equal(failed.cause === cause, true, "cause");
  await create(good());
  await refusesAll(create, await createBadValues());
  await create(undefined);
  await create(null);
}

/** @template Module @param {Module} client @param {() => unknown} source @returns {Module} */
const withModule = (client, source) => ({
  ...client,
  createClient: (/** @type {object} */ options) =>
    /** @type {any} */ (client).createClient({ ...options, module: source() }),
});

/**
 * Checks the option, then calls all endpoints.
 *
 * @param {import("./host.js").Host} host
 * @param {object} sources functions that return a source of the option
 * @param {() => unknown} sources.page
 * @param {() => unknown} [sources.partner]
 * @param {() => unknown} sources.missing
 */
export async function checkModuleOption(host, { page, partner, missing }) {
  const { esim, partner: partnerClient } = host;
  const createPage = (/** @type {any} */ module) => esim.createClient({ ...OPTIONS, module });
  await checkClient(createPage, { good: page, missing, ...(partner && { otherClient: partner }) });
  if (partnerClient && partner) {
    const createPartner = (/** @type {any} */ module) =>
      partnerClient.createClient({ ...PARTNER_OPTIONS, module });
    await checkClient(createPartner, { good: partner, otherClient: page, missing });
  }
  const withModules = {
    ...host,
    esim: withModule(esim, page),
    ...(partnerClient && partner && { partner: withModule(partnerClient, partner) }),
  };
  const names = partner ? [...PAGE_CASES, ...PARTNER_CASES] : PAGE_CASES;
  for (const [index, name] of names.entries()) {
    const run = contract[name];
    if (!run) throw new Error(`there is no case "${name}"`);
    const end = (/** @type {string | undefined} */ url) => url && `${url}-${index}`;
    const shop = end(host.shop);
    await run({ ...withModules, url: `${host.url}-${index}`, ...(shop && { shop }) });
  }
}
