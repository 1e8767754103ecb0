// Checked and converted with zod: https://zod.dev
import * as z from "zod";
import { createClientWith } from "./client.js";

const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
const id = z.union([
  z.number(),
  z.string().transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : text)),
]);
const text = z.string();
const maybeText = text.nullable().default(null);
const maybeNumber = number.nullable().default(null);
const maybeFlag = z.boolean().nullable().default(null);

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
  id: id.nullable().default(null),
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
  id: id.nullable().default(null),
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
  sims: z.array(Sim).nullable().default(null),
};
const Order = z.looseObject({
  ...orderFields,
  type: text,
  user: User.nullable().default(null),
  status: z.looseObject({ slug: text, name: maybeText }).nullable().default(null),
});
const Bought = z.looseObject({ ...orderFields, type: maybeText, net_price: maybeNumber });
const Entry = z.looseObject({
  id: id.nullable().default(null),
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
  success: z
    .boolean()
    .nullish()
    .transform((value) => value ?? true),
  data: z.unknown().transform((value) => value ?? null),
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
