// The shop's policy, checked when the gateway is made. A request that no hook allows is refused.
import { LANGUAGE } from "./parameters.js";
import { partnerProblem } from "./partner.js";
import { HTML_FIELDS, PUBLIC_FIELDS } from "./public-fields.js";

/** The hooks that may be null: the shop closes their endpoints on purpose. */
const CLOSING_HOOKS = [
  ...["mayBrowse", "ownsEsim", "ownsOrder"],
  ...["verifyPayment", "verifyRenewal", "ownsNumber", "mayBrowseNumbers", "verifyClaim"],
];
const HOOKS = /** @type {const} */ ([
  ...["authorize", "mayBrowse", "ownsEsim", "ownsOrder", "verifyPayment", "confirmOffer"],
  ...["verifyRenewal", "ownsNumber", "mayBrowseNumbers", "verifyClaim", "onEvent", "onError"],
]);
const OPTIONS = [
  ...HOOKS,
  ...["partner", "basePath", "publicOrigin", "origins", "expose", "limit"],
  ...["languages", "maxBodyBytes", "hookTimeoutMs"],
];
const EXPOSABLE = Object.keys(PUBLIC_FIELDS);

/**
 * @param {boolean} valid
 * @param {string} problem
 */
function check(valid, problem) {
  if (!valid) throw new TypeError(`createGateway: ${problem}`);
}

/** @param {unknown} value @returns {value is number} */
const isPositiveInteger = (value) => Number.isSafeInteger(value) && Number(value) > 0;

/** @param {unknown} value @returns {value is string[]} */
const isStringArray = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** @param {string} origin */
function isOrigin(origin) {
  return URL.canParse(origin) && new URL(origin).origin === origin;
}

/** @param {unknown} partner */
function checkPartner(partner) {
  if (partner === undefined) check(false, "partner is missing; it is the shop's partner client");
  if (typeof partner === "function") return;
  const problem = partnerProblem(partner);
  if (problem) check(false, problem);
}

/**
 * Returns the policy with its defaults.
 *
 * @param {import("./index.d.ts").GatewayPolicy} policy
 */
export function checkPolicy(policy) {
  check(typeof policy === "object" && policy !== null, "it takes a policy object");
  const { basePath = "", publicOrigin, origins = [], expose = {} } = policy;
  const { languages = [], maxBodyBytes = 16_384, hookTimeoutMs = 10_000 } = policy;
  const { limit = { requests: 120, windowMs: 60_000 } } = policy;
  for (const name of Object.keys(policy)) {
    check(
      OPTIONS.includes(name),
      `${name} is not an option; the options are ${OPTIONS.join(", ")}`,
    );
  }
  for (const name of HOOKS) {
    const hook = policy[name];
    const absent = hook === undefined || (hook === null && CLOSING_HOOKS.includes(name));
    check(absent || typeof hook === "function", `${name} must be a function`);
  }
  check(typeof policy.authorize === "function", "authorize is missing; it identifies the shopper");
  checkPartner(policy.partner);
  check(
    typeof basePath === "string" && /^(\/[a-z0-9._~-]+)*$/i.test(basePath),
    "basePath must be a path such as /api/pressone, without a slash at its end",
  );
  check(
    publicOrigin === undefined || (typeof publicOrigin === "string" && isOrigin(publicOrigin)),
    "publicOrigin must be an origin such as https://shop.example, without a path",
  );
  check(
    isStringArray(origins) && origins.every(isOrigin),
    "origins must be a list of origins such as https://shop.example, without paths",
  );
  check(
    isPositiveInteger(limit?.requests) && isPositiveInteger(limit.windowMs),
    "limit must be { requests, windowMs }, both whole numbers above 0",
  );
  check(
    isStringArray(languages) && languages.every((language) => LANGUAGE.test(language)),
    "languages must be a list of languages such as de or pt-BR",
  );
  check(isPositiveInteger(maxBodyBytes), "maxBodyBytes must be a whole number above 0");
  check(isPositiveInteger(hookTimeoutMs), "hookTimeoutMs must be a whole number above 0");
  check(
    typeof expose === "object" &&
      expose !== null &&
      Object.entries(expose).every(
        ([type, names]) => EXPOSABLE.includes(type) && isStringArray(names),
      ),
    `expose must hold lists of field names under ${EXPOSABLE.join(", ")}`,
  );
  const html = Object.values(expose)
    .flat()
    .find((name) => HTML_FIELDS.includes(name));
  check(!html, `expose cannot hold ${html}: it is HTML of PressOne; getInstallation has the steps`);
  const options = { basePath, origins, expose, languages, maxBodyBytes, hookTimeoutMs, limit };
  return { ...policy, ...options };
}
