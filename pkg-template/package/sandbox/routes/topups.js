import { business, notFound } from "../core/errors.js";
import { packageFields, pricing } from "./package-fields.js";

/** @type {import("./types.js").Route} */
export function topups({ params, state, shapes, write }) {
  const esim = state.esims.get(params.iccid ?? "");
  if (!esim) return notFound(shapes);
  if (esim.state === "recycled") return business(shapes, 73, esim.iccid);
  // Only an active eSIM takes top-ups.
  const plans = esim.state === "active" ? [...esim.offers.values()] : [];
  const data = write.list(plans.map((plan) => topupPackage(plan, shapes, write)));
  return { status: 200, body: write.withExtra({ data, ...listPricing(shapes, write) }) };
}

/**
 * @param {import("../data/catalogue.js").Plan} plan
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function topupPackage(plan, shapes, write) {
  const fields = packageFields(plan, shapes, write);
  if (shapes.topupList === "oldest") {
    fields.short_info = null;
  } else {
    fields.voice = write.maybeCount(plan.voice);
    fields.text = write.maybeCount(plan.text);
  }
  if (shapes.topupList === "newer") fields.net_price = write.money(plan.netPrice);
  if (shapes.topupList === "newer-discount") fields.net_price = null;
  const optional = ["short_info", "voice", "text", "net_price", "is_unlimited", "data", "type"];
  return write.withExtra(write.optional(fields, optional));
}

/**
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function listPricing(shapes, write) {
  if (shapes.topupList === "newer") return { pricing: pricing("net", write) };
  if (shapes.topupList === "newer-discount") return { pricing: pricing("discount", write) };
  return {};
}
