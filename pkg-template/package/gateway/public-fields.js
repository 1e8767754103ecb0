// The fields of an answer that every page may see, by the type of the answer.
//
// All others stay in the gateway unless the shop exposes them: the partner's prices, its account, pages that share
// an eSIM, and fields that PressOne adds later.

/** @typedef {keyof import("./index.d.ts").Exposed} ExposedType */

const TOPUP = [
  ...["id", "type", "price", "amount", "day", "is_unlimited", "title", "data"],
  ...["short_info", "voice", "text"],
];
const ORDER = [
  ...["id", "code", "package_id", "type", "created_at", "price", "currency", "quantity"],
  ...["package", "data", "validity", "esim_type", "description", "reference"],
];

/** @type {Record<ExposedType, readonly string[]>} */
export const PUBLIC_FIELDS = {
  topup: TOPUP,
  history: [
    ...["id", "status", "remaining", "remaining_voice", "remaining_text"],
    ...["activated_at", "expired_at", "finished_at"],
  ],
  order: ORDER,
  sim: ["id", "iccid"],
  esim: [
    ...["id", "iccid", "created_at", "lpa", "matching_id", "qrcode", "qrcode_url"],
    ...["direct_apple_installation_url", "confirmation_code", "apn_type", "apn_value"],
    ...["is_roaming", "msisdn", "recycled", "recycled_at"],
  ],
  usage: [
    ...["status", "remaining", "total", "is_unlimited", "expired_at"],
    ...["remaining_voice", "total_voice", "remaining_text", "total_text"],
  ],
  country: ["slug", "country_code", "title"],
  operator: [
    ...["id", "title", "type", "style", "gradient_start", "gradient_end", "is_prepaid"],
    ...["esim_type", "warning", "apn_type", "apn_value", "is_roaming", "plan_type"],
    ...["activation_policy", "is_kyc_verify", "rechargeability", "other_info"],
    ...["install_window_days", "topup_grace_window_days"],
  ],
  package: [...TOPUP, "is_fair_usage_policy", "fair_usage_policy"],
  device: ["name", "brand", "os"],
  number: ["number"],
};

/** The documented fields that are null in a page unless the shop exposes them. */
export const WITHHELD_FIELDS = {
  order: [
    ...["net_price", "pricing_model", "discount_percentage", "discount_amount"],
    ...["unit_paid_price", "total_amount_paid", "installation_guides", "user", "sharing"],
    ...["manual_installation", "qrcode_installation"],
  ],
  esim: ["imsis", "voucher_code", "airalo_code", "brand_settings_name", "sharing", "order"],
  package: ["net_price", "prices", "qr_installation", "manual_installation"],
};

/**
 * HTML of PressOne, which no shop can expose: a page that assigned it to `innerHTML` would run its scripts. The
 * steps of `getInstallation` are text.
 */
export const HTML_FIELDS = ["manual_installation", "qrcode_installation", "qr_installation"];
