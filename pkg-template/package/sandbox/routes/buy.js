import { business, invalid } from "../core/errors.js";
import { FORCED_ERRORS, PLANS } from "../data/catalogue.js";
import { BRANDS } from "../data/examples.js";
import { newOrderFields } from "./new-order-fields.js";

/** @typedef {import("./types.js").Context} Context */

const MAX_QUANTITY = 50;

/** @type {import("./types.js").Route} */
export function buy(context) {
  const { fields, state, shapes, write, settings, now, listingDelayMs } = context;
  const { package_id: packageId, quantity: text, description, brand_settings_name: brand } = fields;
  // Real servers answer a body without both in the other shape.
  if (!packageId && !text) return business(shapes, 34);
  const quantity = Number(text);
  const plan = PLANS.find(({ id, type }) => id === packageId && type === "sim");
  const forced = FORCED_ERRORS.find(({ id }) => id === packageId);
  const mistakes = mistakesOf(context, plan !== undefined || forced !== undefined);
  if (Object.keys(mistakes).length > 0) return invalid(shapes, mistakes);
  if (forced || !plan) return business(shapes, forced?.code ?? 34, "asked for by the package");
  const stock = settings.esimStock - state.soldEsims;
  if (quantity > stock) {
    return invalid(shapes, {
      quantity: `SIM quantity is not available. Available quantity: ${stock}.`,
    });
  }
  const price = plan.price * quantity;
  if (state.balance < price) {
    const lacking = ((price - state.balance) / 100).toFixed(2);
    return business(shapes, 11, `${lacking} USD more needed`);
  }
  state.balance -= price;
  const iccids = Array.from({ length: quantity }, () => state.newIccid());
  const order = state.addOrder(iccids, plan, {
    at: now,
    status: "completed",
    // An empty description counts as missing.
    description: description || `${quantity} sim ${plan.id}`,
    listingDelayMs,
    brand: brand || null,
  });
  state.newOrders.push(order);
  for (const iccid of iccids) state.addEsim(iccid, plan, now);
  return { status: 200, body: write.envelope(newOrderFields(order, shapes, write)) };
}

/**
 * A message for each field that is wrong.
 *
 * @param {Context} context
 * @param {boolean} isOnSale
 * @returns {Record<string, string>}
 */
function mistakesOf({ fields, invalidFields }, isOnSale) {
  /** @type {Record<string, string>} */
  const mistakes = {};
  for (const name of invalidFields) {
    const label = name.replace("[]", "").replaceAll("_", " ");
    mistakes[name.replace("[]", "")] = fields[name]
      ? `The ${label} is invalid.`
      : `The ${label} is required.`;
  }
  if (fields.package_id && !isOnSale) mistakes.package_id = "The selected package is invalid.";
  if (Number(fields.quantity) > MAX_QUANTITY) {
    mistakes.quantity = `The quantity may not be greater than ${MAX_QUANTITY}.`;
  }
  const { brand_settings_name: brand } = fields;
  if (brand && !BRANDS.includes(brand)) {
    mistakes.brand_settings_name = "Brand settings name doesn't exist.";
  }
  if (fields.to_email && !fields["sharing_option[]"]) {
    mistakes.sharing_option = "The sharing option is required when an email is given.";
  }
  return mistakes;
}
