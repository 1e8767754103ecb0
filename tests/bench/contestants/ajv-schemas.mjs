// The fields of the answers, as JSON Schemas. compile-ajv.mjs compiles each into a check.
const text = { type: "string" };
const maybeText = { type: ["string", "null"] };
const maybeFlag = { type: ["boolean", "null"] };
// `pattern` applies to texts only.
const numeric = { pattern: "^-?\\d+(\\.\\d+)?$" };
const number = { type: ["number", "string"], ...numeric };
const maybeNumber = { type: ["number", "string", "null"], ...numeric };
const id = { type: ["number", "string"] };
const maybeId = { type: ["number", "string", "null"] };

/** @param {string[]} required @param {Record<string, object>} properties */
const object = (required, properties) => ({ type: "object", required, properties });

/** @param {string[]} required @param {Record<string, object>} properties */
const maybeObject = (required, properties) => ({
  ...object(required, properties),
  type: ["object", "null"],
});

const topup = object(["id", "price", "amount", "day", "title"], {
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
const sim = object([], {
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
  is_roaming: maybeFlag,
});
const user = maybeObject([], {
  id: maybeId,
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
  sims: { type: ["array", "null"], items: sim },
};
const requiredOrderFields = ["id", "code", "package_id", "price", "created_at"];
const order = object([...requiredOrderFields, "type"], {
  ...orderFields,
  type: text,
  user,
  status: maybeObject(["slug"], { slug: text, name: maybeText }),
});
const bought = object(requiredOrderFields, {
  ...orderFields,
  type: maybeText,
  net_price: maybeNumber,
});
const entry = object(["status", "package"], {
  id: maybeId,
  status: text,
  remaining: maybeNumber,
  remaining_voice: maybeNumber,
  remaining_text: maybeNumber,
  activated_at: maybeText,
  expired_at: maybeText,
  finished_at: maybeText,
  package: object(["id"], {
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
const meta = object([], {
  current_page: maybeNumber,
  last_page: maybeNumber,
  per_page: maybeNumber,
  total: maybeNumber,
  from: maybeNumber,
  to: maybeNumber,
});

export const schemas = {
  topups: object(["data"], { data: { type: "array", items: topup } }),
  order: object(["data"], { data: bought }),
  history: object(["data"], { data: { type: "array", items: entry } }),
  orders: object(["data", "meta"], { data: { type: "array", items: order }, meta }),
  renewal: object([], { message: maybeText, success: maybeFlag }),
};
