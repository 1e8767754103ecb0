// Checked and converted with valibot: https://valibot.dev/guides/
import * as v from "valibot";
import { createClientWith } from "./client.js";

const number = v.union([
  v.number(),
  v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/), v.transform(Number)),
]);
const id = v.union([
  v.number(),
  v.pipe(
    v.string(),
    v.transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : text)),
  ),
]);
const text = v.string();
const maybeText = v.nullish(text, null);
const maybeNumber = v.nullish(number, null);
const maybeFlag = v.nullish(v.boolean(), null);

const Topup = v.looseObject({
  id: text,
  type: maybeText,
  price: number,
  net_price: maybeNumber,
  amount: number,
  day: number,
  is_unlimited: maybeFlag,
  title: text,
  data: maybeText,
  short_info: maybeText,
  voice: maybeNumber,
  text: maybeNumber,
});
const Sim = v.looseObject({
  id: v.nullish(id, null),
  iccid: maybeText,
  created_at: maybeText,
  lpa: maybeText,
  matching_id: maybeText,
  qrcode: maybeText,
  qrcode_url: maybeText,
  confirmation_code: maybeText,
  apn_type: maybeText,
  apn_value: maybeText,
  is_roaming: maybeFlag,
});
const User = v.looseObject({
  id: v.nullish(id, null),
  created_at: maybeText,
  name: maybeText,
  email: maybeText,
  mobile: maybeText,
  company: maybeText,
});
const orderFields = {
  id,
  code: text,
  package_id: text,
  price: number,
  created_at: text,
  description: maybeText,
  currency: maybeText,
  quantity: maybeNumber,
  package: maybeText,
  data: maybeText,
  validity: maybeNumber,
  esim_type: maybeText,
  sims: v.nullish(v.array(Sim), null),
};
const Order = v.looseObject({
  ...orderFields,
  type: text,
  user: v.nullish(User, null),
  status: v.nullish(v.looseObject({ slug: text, name: maybeText }), null),
});
const Bought = v.looseObject({ ...orderFields, type: maybeText, net_price: maybeNumber });
const Entry = v.looseObject({
  id: v.nullish(id, null),
  status: text,
  remaining: maybeNumber,
  remaining_voice: maybeNumber,
  remaining_text: maybeNumber,
  activated_at: maybeText,
  expired_at: maybeText,
  finished_at: maybeText,
  package: v.looseObject({
    id: text,
    type: maybeText,
    price: maybeNumber,
    net_price: maybeNumber,
    amount: maybeNumber,
    day: maybeNumber,
    is_unlimited: maybeFlag,
    title: maybeText,
    data: maybeText,
    short_info: maybeText,
    voice: maybeNumber,
    text: maybeNumber,
  }),
});
const Meta = v.looseObject({
  current_page: maybeNumber,
  last_page: maybeNumber,
  per_page: maybeNumber,
  total: maybeNumber,
  from: maybeNumber,
  to: maybeNumber,
});
const Topups = v.object({ data: v.array(Topup) });
const Submitted = v.object({ data: Bought });
const History = v.object({ data: v.array(Entry) });
const Orders = v.object({ data: v.array(Order), meta: Meta });
const Renewal = v.looseObject({
  message: maybeText,
  success: v.nullish(v.boolean(), true),
  data: v.nullish(v.unknown(), null),
});

/** @param {unknown} body */
export function decodeOrders(body) {
  const { data, meta } = v.parse(Orders, body);
  return { orders: data, meta };
}

export const createClient = createClientWith({
  topups: (body) => v.parse(Topups, body).data,
  order: (body) => v.parse(Submitted, body).data,
  history: (body) => /** @type {any} */ (v.parse(History, body).data),
  orders: decodeOrders,
  renewal: (body) => v.parse(Renewal, body),
});
