// Irregular pages with zod/mini. Each field is converted and then checked, which is faster than a union that
// tries its first choice in vain.
import * as z from "zod/mini";
import { toFlag, toId, toList, toNumber, toObject, toText } from "./coercions.js";

/** @param {(value: any) => unknown} convert @param {z.ZodMiniType} schema */
const from = (convert, schema) => z.pipe(z.transform(convert), schema);

/** @param {(value: any) => unknown} convert @param {z.ZodMiniType} schema */
const maybe = (convert, schema) => from(convert, z.nullable(schema));

const text = from(toText, z.string());
const maybeText = maybe(toText, z.string());
const maybeNumber = maybe(toNumber, z.number());
const id = z.union([z.number(), z.string()]);
const maybeId = maybe(toId, id);

const Sim = z.looseObject({
  id: maybeId,
  iccid: maybeText,
  created_at: maybeText,
  lpa: maybeText,
  matching_id: maybeText,
  qrcode: maybeText,
  qrcode_url: maybeText,
  confirmation_code: maybeText,
  apn_type: maybeText,
  apn_value: maybeText,
  is_roaming: maybe(toFlag, z.boolean()),
});
const User = z.looseObject({
  id: maybeId,
  created_at: maybeText,
  name: maybeText,
  email: maybeText,
  mobile: maybeText,
  company: maybeText,
});
const Order = z.looseObject({
  id: from(toId, id),
  code: text,
  package_id: text,
  type: text,
  created_at: text,
  price: from(toNumber, z.number()),
  description: maybeText,
  currency: maybeText,
  quantity: maybeNumber,
  package: maybeText,
  data: maybeText,
  validity: maybeNumber,
  esim_type: maybeText,
  sims: maybe(toList, z.array(Sim)),
  user: maybe(toObject, User),
  status: maybe(toObject, z.looseObject({ slug: text, name: maybeText })),
});
const Meta = z.looseObject({
  current_page: maybeNumber,
  last_page: maybeNumber,
  per_page: maybeNumber,
  total: maybeNumber,
  from: maybeNumber,
  to: maybeNumber,
});
const Orders = z.object({ data: from(toList, z.array(Order)), meta: Meta });

/** @param {unknown} body */
export function decodeOrders(body) {
  const { data, meta } = /** @type {any} */ (Orders.parse(body));
  return { orders: data, meta };
}
