// Checked and converted with zod/mini: https://zod.dev/packages/mini
import * as z from "zod/mini";
import { createClientWith } from "./client.js";

const number = z.union([
  z.number(),
  z.pipe(z.string().check(z.regex(/^-?\d+(\.\d+)?$/)), z.transform(Number)),
]);
const id = z.union([
  z.number(),
  z.pipe(
    z.string(),
    z.transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : text)),
  ),
]);
const text = z.string();
/** @template {z.core.SomeType} T @param {T} schema */
const orNull = (schema) => z._default(z.nullable(schema), null);
const maybeText = orNull(text);
const maybeNumber = orNull(number);
const maybeFlag = orNull(z.boolean());

const Topup = z.looseObject({
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
const Sim = z.looseObject({
  id: orNull(id),
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
const User = z.looseObject({
  id: orNull(id),
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
  sims: orNull(z.array(Sim)),
};
const Order = z.looseObject({
  ...orderFields,
  type: text,
  user: orNull(User),
  status: orNull(z.looseObject({ slug: text, name: maybeText })),
});
const Bought = z.looseObject({ ...orderFields, type: maybeText, net_price: maybeNumber });
const Entry = z.looseObject({
  id: orNull(id),
  status: text,
  remaining: maybeNumber,
  remaining_voice: maybeNumber,
  remaining_text: maybeNumber,
  activated_at: maybeText,
  expired_at: maybeText,
  finished_at: maybeText,
  package: z.looseObject({
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
const Meta = z.looseObject({
  current_page: maybeNumber,
  last_page: maybeNumber,
  per_page: maybeNumber,
  total: maybeNumber,
  from: maybeNumber,
  to: maybeNumber,
});
const Topups = z.object({ data: z.array(Topup) });
const Submitted = z.object({ data: Bought });
const History = z.object({ data: z.array(Entry) });
const Orders = z.object({ data: z.array(Order), meta: Meta });
const Renewal = z.looseObject({
  message: maybeText,
  success: z.pipe(
    z.nullish(z.boolean()),
    z.transform((value) => value ?? true),
  ),
  data: z.pipe(
    z.unknown(),
    z.transform((value) => value ?? null),
  ),
});

/** @param {unknown} body */
export function decodeOrders(body) {
  const { data, meta } = Orders.parse(body);
  return { orders: data, meta };
}

export const createClient = createClientWith({
  topups: (body) => Topups.parse(body).data,
  order: (body) => Submitted.parse(body).data,
  history: (body) => /** @type {any} */ (History.parse(body).data),
  orders: decodeOrders,
  renewal: (body) => Renewal.parse(body),
});
