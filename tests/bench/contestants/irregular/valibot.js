// Irregular pages with valibot. Each field is converted and then checked, which is faster than a union that
// tries its first choice in vain.
import * as v from "valibot";
import { toFlag, toId, toList, toNumber, toObject, toText } from "./coercions.js";

/**
 * @template {v.GenericSchema} S
 * @param {(value: any) => unknown} convert
 * @param {S} schema
 */
const from = (convert, schema) => v.pipe(v.unknown(), v.transform(convert), schema);

/** @param {v.GenericSchema<any>} schema @param {(value: any) => unknown} convert */
const maybe = (convert, schema) => v.optional(from(convert, v.nullable(schema)), null);

const text = from(toText, v.string());
const maybeText = maybe(toText, v.string());
const maybeNumber = maybe(toNumber, v.number());
const id = v.union([v.number(), v.string()]);
const maybeId = maybe(toId, id);

const Sim = v.looseObject({
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
  is_roaming: maybe(toFlag, v.boolean()),
});
const User = v.looseObject({
  id: maybeId,
  created_at: maybeText,
  name: maybeText,
  email: maybeText,
  mobile: maybeText,
  company: maybeText,
});
const Order = v.looseObject({
  id: from(toId, id),
  code: text,
  package_id: text,
  type: text,
  created_at: text,
  price: from(toNumber, v.number()),
  description: maybeText,
  currency: maybeText,
  quantity: maybeNumber,
  package: maybeText,
  data: maybeText,
  validity: maybeNumber,
  esim_type: maybeText,
  sims: maybe(toList, v.array(Sim)),
  user: maybe(toObject, User),
  status: maybe(toObject, v.looseObject({ slug: text, name: maybeText })),
});
const Meta = v.looseObject({
  current_page: maybeNumber,
  last_page: maybeNumber,
  per_page: maybeNumber,
  total: maybeNumber,
  from: maybeNumber,
  to: maybeNumber,
});
const Orders = v.object({ data: from(toList, v.array(Order)), meta: Meta });

/** @param {unknown} body */
export function decodeOrders(body) {
  const { data, meta } = v.parse(Orders, body);
  return { orders: data, meta };
}
