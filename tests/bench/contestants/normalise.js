// What a checked answer still needs where the checker does not convert: numbers that came as text
// become numbers, what is missing becomes null. In place, as one would write it by hand.

/** @param {any} value */
const number = (value) => (typeof value === "string" ? Number(value) : (value ?? null));

/** @param {any} value */
const id = (value) => (typeof value === "string" && /^\d{1,15}$/.test(value) ? +value : value);

/** @param {any} topup */
function topup(topup) {
  topup.price = number(topup.price);
  topup.net_price = number(topup.net_price);
  topup.amount = number(topup.amount);
  topup.day = number(topup.day);
  topup.voice = number(topup.voice);
  topup.text = number(topup.text);
  topup.type ??= null;
  topup.is_unlimited ??= null;
  topup.data ??= null;
  topup.short_info ??= null;
  return topup;
}

/** @param {any} order */
export function orderFields(order) {
  order.id = id(order.id);
  order.price = number(order.price);
  order.quantity = number(order.quantity);
  order.validity = number(order.validity);
  order.description ??= null;
  order.currency ??= null;
  order.package ??= null;
  order.data ??= null;
  order.esim_type ??= null;
  return order;
}

/** @param {any} sim */
function sim(sim) {
  sim.id = id(sim.id) ?? null;
  sim.iccid ??= null;
  sim.created_at ??= null;
  sim.lpa ??= null;
  sim.matching_id ??= null;
  sim.qrcode ??= null;
  sim.qrcode_url ??= null;
  sim.confirmation_code ??= null;
  sim.apn_type ??= null;
  sim.apn_value ??= null;
  sim.is_roaming ??= null;
}

/** @param {any} user */
function account(user) {
  user.id = id(user.id) ?? null;
  user.created_at ??= null;
  user.name ??= null;
  user.email ??= null;
  user.mobile ??= null;
  user.company ??= null;
}

/** @param {any} order */
function listed(order) {
  orderFields(order);
  order.sims ??= null;
  order.user ??= null;
  order.status ??= null;
  order.sims?.forEach(sim);
  if (order.user) account(order.user);
  if (order.status) order.status.name ??= null;
  return order;
}

/** @param {any} entry */
function entry(entry) {
  entry.id = id(entry.id) ?? null;
  entry.remaining = number(entry.remaining);
  entry.remaining_voice = number(entry.remaining_voice);
  entry.remaining_text = number(entry.remaining_text);
  entry.activated_at ??= null;
  entry.expired_at ??= null;
  entry.finished_at ??= null;
  const plan = entry.package;
  plan.type ??= null;
  plan.price = number(plan.price);
  plan.net_price = number(plan.net_price);
  plan.amount = number(plan.amount);
  plan.day = number(plan.day);
  plan.is_unlimited ??= null;
  plan.title ??= null;
  plan.data ??= null;
  plan.short_info ??= null;
  return entry;
}

/** @param {any} meta */
function page(meta) {
  meta.current_page = number(meta.current_page);
  meta.last_page = number(meta.last_page);
  meta.per_page = number(meta.per_page);
  meta.total = number(meta.total);
  meta.from = number(meta.from);
  meta.to = number(meta.to);
  return meta;
}

/** A body that was checked, or is believed → what the client gives. */
export const normalised = {
  topups: (/** @type {any} */ body) => body.data.map(topup),
  order(/** @type {any} */ body) {
    const order = orderFields(body.data);
    order.type ??= null;
    order.sims ??= null;
    order.net_price = number(order.net_price);
    return order;
  },
  history: (/** @type {any} */ body) => body.data.map(entry),
  orders: (/** @type {any} */ body) => ({ orders: body.data.map(listed), meta: page(body.meta) }),
  renewal(/** @type {any} */ body) {
    body.message ??= null;
    body.success ??= true;
    body.data ??= null;
    return body;
  },
};
