// What a shop decides, checked when the gateway is made. Denied is what no hook allows.
import { checkSecret } from "./secret.js";
import { isShared } from "./store.js";

const HOOKS = /** @type {const} */ (["authorize", "ownsEsim", "verifyPayment", "ownsNumber"]);
const KNOWN = [
  ...HOOKS,
  ...["client", "storage", "secret", "basePath", "publicOrigin", "origins", "expose", "limit"],
  ...["maxBodyBytes", "hookTimeoutMs", "onEvent"],
];
const EXPOSABLE = ["topup", "history", "order", "sim"];

/**
 * @param {boolean} fits
 * @param {string} problem
 */
function must(fits, problem) {
  if (!fits) throw new TypeError(`createGateway: ${problem}`);
}

/** @param {unknown} value @returns {value is number} */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) > 0;

/** @param {unknown} value @returns {value is string[]} */
const areTexts = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");

/** @param {string} origin */
function isOrigin(origin) {
  return URL.canParse(origin) && new URL(origin).origin === origin;
}

/** @param {import("./index.d.ts").GatewayPolicy} policy */
export function checked(policy) {
  must(typeof policy === "object" && policy !== null, "a policy is needed");
  const { basePath = "", publicOrigin, origins = [], expose = {} } = policy;
  const { maxBodyBytes = 16_384, hookTimeoutMs = 10_000 } = policy;
  const { limit = { requests: 120, windowMs: 60_000 } } = policy;
  for (const name of Object.keys(policy)) must(KNOWN.includes(name), `${name} is not known`);
  for (const name of HOOKS) {
    const hook = policy[name];
    must(hook === undefined || typeof hook === "function", `${name} has to be a function`);
  }
  must(typeof policy.authorize === "function", "authorize is needed: it says who asks");
  must(typeof policy.client === "function", "client has to be a function that makes a client");
  must(
    isShared(policy.storage),
    "storage has to have getItem, setItem, removeItem, replaceItem and lock",
  );
  checkSecret(policy.secret);
  must(/^(\/[a-z0-9._~-]+)*$/i.test(basePath), "basePath has to be such as /api/pressone");
  must(
    publicOrigin === undefined || (typeof publicOrigin === "string" && isOrigin(publicOrigin)),
    "publicOrigin has to be an origin, https://…",
  );
  must(areTexts(origins) && origins.every(isOrigin), "origins has to hold origins, https://…");
  must(
    isCount(limit.requests) && isCount(limit.windowMs),
    "limit has to be { requests, windowMs }",
  );
  must(isCount(maxBodyBytes), "maxBodyBytes has to be a whole number");
  must(isCount(hookTimeoutMs), "hookTimeoutMs has to be a whole number");
  must(
    Object.entries(expose).every(([what, names]) => EXPOSABLE.includes(what) && areTexts(names)),
    "expose has to hold names of fields, by topup, history, order and sim",
  );
  return { ...policy, basePath, origins, expose, maxBodyBytes, hookTimeoutMs, limit };
}
