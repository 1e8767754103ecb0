// The fields of an answer that every page may see, by the type of the answer.
//
// All others stay in the gateway unless the shop exposes them: the partner's prices, installation data,
// and fields that PressOne adds later.

/** @type {Record<keyof import("./index.d.ts").Exposed, readonly string[]>} */
export const PUBLIC_FIELDS = {
  topup: [
    ...["id", "type", "price", "amount", "day", "is_unlimited", "title", "data"],
    ...["short_info", "voice", "text"],
  ],
  history: [
    ...["id", "status", "remaining", "remaining_voice", "remaining_text"],
    ...["activated_at", "expired_at", "finished_at"],
  ],
  order: [
    ...["id", "code", "package_id", "type", "created_at", "price", "currency", "quantity"],
    ...["package", "data", "validity", "esim_type", "description", "reference"],
  ],
  sim: ["id", "iccid"],
};
