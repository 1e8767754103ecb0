import { dataLabel, title } from "../data/catalogue.js";

/**
 * The fields of a package that the top-up list and the history share.
 *
 * @param {import("../data/catalogue.js").Plan} plan
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 * @returns {Record<string, unknown>}
 */
export function packageFields(plan, shapes, write) {
  return {
    id: plan.id,
    type: plan.type,
    price: write.money(plan.price),
    amount: write.count(
      plan.unlimited && shapes.unlimited === "large-amount" ? 66_651 : plan.amount,
    ),
    day: write.count(plan.days),
    is_unlimited: plan.unlimited ? unlimitedFlag(shapes) : false,
    title: title(plan),
    data: dataLabel(plan),
    short_info: plan.info,
  };
}

/** @param {import("../core/shapes.js").Shapes} shapes @returns {boolean | null} */
function unlimitedFlag(shapes) {
  if (shapes.unlimited === "flag-null") return null;
  return shapes.unlimited !== "flag-false";
}

/**
 * The account's pricing. Newer servers send it beside the data.
 *
 * @param {"net" | "discount"} model
 * @param {import("../core/writer.js").Writer} write
 * @returns {Record<string, unknown>}
 */
export function pricing(model, write) {
  return {
    model: `${model}_pricing`,
    discount_percentage: write.count(model === "discount" ? DISCOUNT_PERCENT : 0),
  };
}

export const DISCOUNT_PERCENT = 10;
