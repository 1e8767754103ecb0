// The conversions after a check that does not convert. Numbers that came as text become numbers, and
// missing fields become null. In place, as a developer would write it by hand.

/** @param {any} value */
const toNumber = (value) => (typeof value === "string" ? Number(value) : (value ?? null));

/** @param {any} value */
const toId = (value) => (typeof value === "string" && /^\d{1,15}$/.test(value) ? +value : value);

/** @param {any} topup */
function normaliseTopup(topup) {
  topup.price = toNumber(topup.price);
  topup.net_price = toNumber(topup.net_price);
  topup.amount = toNumber(topup.amount);
  topup.day = toNumber(topup.day);
  topup.voice = toNumber(topup.voice);
  topup.text = toNumber(topup.text);
  topup.type ??= null;
  topup.is_unlimited ??= null;
  topup.data ??= null;
  topup.short_info ??= null;
  return topup;
}

/** @param {any} order */
function normaliseOrderFields(order) {
  order.id = toId(order.id);
  order.price = toNumber(order.price);
  order.quantity = toNumber(order.quantity);
  order.validity = toNumber(order.validity);
  order.description ??= null;
  order.currency ??= null;
  order.package ??= null;
  order.data ??= null;
  order.esim_type ??= null;
  return order;
}

/** @param {any} sim */
function normaliseSim(sim) {
  sim.id = toId(sim.id) ?? null;
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
function normaliseUser(user) {
  user.id = toId(user.id) ?? null;
  user.created_at ??= null;
  user.name ??= null;
  user.email ??= null;
  user.mobile ??= null;
  user.company ??= null;
}

/** @param {any} order */
function normaliseOrder(order) {
  normaliseOrderFields(order);
  order.sims ??= null;
  order.user ??= null;
  order.status ??= null;
  order.sims?.forEach(normaliseSim);
  if (order.user) normaliseUser(order.user);
  if (order.status) order.status.name ??= null;
  return order;
}

/** @param {any} entry */
function normaliseEntry(entry) {
  entry.id = toId(entry.id) ?? null;
  entry.remaining = toNumber(entry.remaining);
  entry.remaining_voice = toNumber(entry.remaining_voice);
  entry.remaining_text = toNumber(entry.remaining_text);
  entry.activated_at ??= null;
  entry.expired_at ??= null;
  entry.finished_at ??= null;
  const plan = entry.package;
  plan.type ??= null;
  plan.price = toNumber(plan.price);
  plan.net_price = toNumber(plan.net_price);
  plan.amount = toNumber(plan.amount);
  plan.day = toNumber(plan.day);
  plan.is_unlimited ??= null;
  plan.title ??= null;
  plan.data ??= null;
  plan.short_info ??= null;
  plan.voice = toNumber(plan.voice);
  plan.text = toNumber(plan.text);
  return entry;
}

/** @param {any} meta */
function normaliseMeta(meta) {
  meta.current_page = toNumber(meta.current_page);
  meta.last_page = toNumber(meta.last_page);
  meta.per_page = toNumber(meta.per_page);
  meta.total = toNumber(meta.total);
  meta.from = toNumber(meta.from);
  meta.to = toNumber(meta.to);
  return meta;
}

/** From a checked body to the result of the client. */
export const normalise = {
  topups: (/** @type {any} */ body) => body.data.map(normaliseTopup),
  order(/** @type {any} */ body) {
    const order = normaliseOrderFields(body.data);
    order.type ??= null;
    order.sims ??= null;
    order.net_price = toNumber(order.net_price);
    return order;
  },
  history: (/** @type {any} */ body) => body.data.map(normaliseEntry),
  orders: (/** @type {any} */ body) => ({
    orders: body.data.map(normaliseOrder),
    meta: normaliseMeta(body.meta),
  }),
  renewal(/** @type {any} */ body) {
    body.message ??= null;
    body.success ??= true;
    body.data ??= null;
    return body;
  },
};
