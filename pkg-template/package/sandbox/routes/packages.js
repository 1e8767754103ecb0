import { invalid, tooMany } from "../core/errors.js";
import { PLANS } from "../data/catalogue.js";
import { COUNTRIES } from "../data/countries.js";
import { packageFields } from "./package-fields.js";
import { pageAnswer, pageErrors } from "./paging.js";

/**
 * @typedef {import("../data/countries.js").Country} Country
 * @typedef {import("../data/countries.js").Operator} Operator
 * @typedef {import("./types.js").Context} Context
 */

/** @type {import("./types.js").Route} */
export function packages(context) {
  const { query, state, shapes, settings, now } = context;
  const wait = state.packageRequests.throttle("packages", settings.packagesPerMinute);
  if (wait > 0) return tooMany(shapes, wait, now);
  const errors = pageErrors(query);
  if (Object.keys(errors).length > 0) return invalid(shapes, errors);
  const type = query.get("filter[type]");
  const code = query.get("filter[country]");
  const found = COUNTRIES.filter(({ country_code: own, operators }) => {
    const isCovered =
      !code || own === code || operators.some(({ covers }) => covers.includes(code));
    const isLocal = own !== "";
    return isCovered && (!type || isLocal === (type === "local"));
  });
  const url = "https://packages.elsewhere.invalid/v1/packages";
  return pageAnswer({ found, row: (country) => countryFields(country, context), url }, context);
}

/** @param {string} name @returns {Record<string, unknown>} */
const image = (name) => ({ width: 132, height: 99, url: `https://guides.example.com/${name}.png` });

/** @param {Country} country @param {Context} context */
function countryFields({ operators, ...country }, context) {
  const { write } = context;
  return write.withExtra({
    ...country,
    image: image(country.slug),
    operators: operators.map((operator) => operatorFields(country, operator, context)),
  });
}

/** @param {Omit<Country, "operators">} country @param {Operator} operator @param {Context} context */
function operatorFields({ country_code: code }, { id, title, prefix, covers }, context) {
  const { query, write } = context;
  const withTopups = query.get("include") === "topup";
  const plans = PLANS.filter(
    (plan) => plan.id.startsWith(prefix) && (withTopups || plan.type === "sim"),
  );
  const apn = { apn_type: "automatic", apn_value: null };
  const fields = {
    id: write.id(id),
    style: "light",
    gradient_start: "#0b3d66",
    gradient_end: "#2c7da0",
    type: code === "" ? "global" : "local",
    is_prepaid: false,
    title,
    esim_type: "Prepaid",
    warning: null,
    apn_type: "automatic",
    apn_value: null,
    is_roaming: true,
    info: ["LTE and 5G networks."],
    image: image(title.toLowerCase()),
    plan_type: plans.some(({ voice }) => voice !== null) ? "data-voice-text" : "data",
    activation_policy: "first-usage",
    is_kyc_verify: false,
    rechargeability: true,
    other_info: null,
    coverages: covers.map((name) => ({ name, networks: [{ name: title, types: ["LTE"] }] })),
    install_window_days: write.count(90),
    topup_grace_window_days: null,
    apn: { ios: apn, android: apn },
    packages: plans.map((plan) => planFields(plan, context)),
    countries: covers.map((name) => ({ country_code: name, title: name })),
  };
  const optional = ["warning", "other_info", "topup_grace_window_days", "apn", "coverages"];
  return write.withExtra(write.optional(fields, optional));
}

/** @param {import("../data/catalogue.js").Plan} plan @param {Context} context */
function planFields(plan, { shapes, write }) {
  const net = write.money(plan.netPrice);
  const fields = {
    ...packageFields(plan, shapes, write),
    qr_installation: "<p>\u00a0Scan the code.</p>",
    manual_installation: "<p>\u00a0Open the settings of your phone.</p>",
    is_fair_usage_policy: plan.unlimited,
    fair_usage_policy: plan.unlimited ? "Slower after 3 GB in a day." : null,
    voice: write.maybeCount(plan.voice),
    text: write.maybeCount(plan.text),
    net_price: net,
    prices: { net_price: { USD: net }, recommended_retail_price: { USD: write.money(plan.price) } },
  };
  const optional = ["short_info", "voice", "text", "net_price", "prices", "fair_usage_policy"];
  return write.withExtra(write.optional(fields, optional));
}
