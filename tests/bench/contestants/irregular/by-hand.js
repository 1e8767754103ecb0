// Irregular pages converted by hand, in place. ajv converts nothing, so it needs this before its check.
// A client that checks nothing does only this.
import { toFlag, toId, toList, toNumber, toObject, toText } from "./coercions.js";

/** @param {any} sim */
function coerceSim(sim) {
  sim.id = toId(sim.id);
  sim.iccid = toText(sim.iccid);
  sim.created_at = toText(sim.created_at);
  sim.lpa = toText(sim.lpa);
  sim.matching_id = toText(sim.matching_id);
  sim.qrcode = toText(sim.qrcode);
  sim.qrcode_url = toText(sim.qrcode_url);
  sim.confirmation_code = toText(sim.confirmation_code);
  sim.apn_type = toText(sim.apn_type);
  sim.apn_value = toText(sim.apn_value);
  sim.is_roaming = toFlag(sim.is_roaming);
}

/** @param {any} user */
function coerceUser(user) {
  user.id = toId(user.id);
  user.created_at = toText(user.created_at);
  user.name = toText(user.name);
  user.email = toText(user.email);
  user.mobile = toText(user.mobile);
  user.company = toText(user.company);
}

/** @param {any} order */
function coerceOrder(order) {
  order.id = toId(order.id);
  order.code = toText(order.code);
  order.package_id = toText(order.package_id);
  order.type = toText(order.type);
  order.created_at = toText(order.created_at);
  order.price = toNumber(order.price);
  order.description = toText(order.description);
  order.currency = toText(order.currency);
  order.quantity = toNumber(order.quantity);
  order.package = toText(order.package);
  order.data = toText(order.data);
  order.validity = toNumber(order.validity);
  order.esim_type = toText(order.esim_type);
  order.sims = toList(order.sims);
  order.user = toObject(order.user);
  order.status = toObject(order.status);
  for (const sim of order.sims ?? []) coerceSim(sim);
  if (order.user) coerceUser(order.user);
  if (order.status) {
    order.status.slug = toText(order.status.slug);
    order.status.name = toText(order.status.name);
  }
}

/** @param {any} body */
export function coercePage(body) {
  body.data = toList(body.data);
  for (const order of body.data) coerceOrder(order);
  const { meta } = body;
  meta.current_page = toNumber(meta.current_page);
  meta.last_page = toNumber(meta.last_page);
  meta.per_page = toNumber(meta.per_page);
  meta.total = toNumber(meta.total);
  meta.from = toNumber(meta.from);
  meta.to = toNumber(meta.to);
  return body;
}

/** @param {unknown} body */
export function decodeOrders(body) {
  const { data, meta } = coercePage(body);
  return { orders: data, meta };
}
