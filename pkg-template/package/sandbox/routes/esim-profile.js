/**
 * The fields of an eSIM that orders have, too.
 *
 * @typedef {import("../core/writer.js").Writer} Writer
 * @typedef {import("../state/state.js").Order} Order
 */

/** Those that servers leave out. */
export const OPTIONAL_PROFILE_FIELDS = [
  "imsis",
  "qrcode_url",
  "direct_apple_installation_url",
  "voucher_code",
  "airalo_code",
  "apn_type",
  "apn_value",
  "confirmation_code",
];

/** The place of an eSIM in its order. @param {string} iccid @param {Order} order */
const indexOf = (iccid, { iccids }) => Math.max(0, iccids.indexOf(iccid));

/** @param {string} iccid @param {Order} order */
function matchingId(iccid, order) {
  const index = indexOf(iccid, order);
  return `SANDBOX-${order.id}${index > 0 ? `-${index + 1}` : ""}`;
}

/** The code of an eSIM, as phones read it. @param {string} iccid @param {Order} order */
export const profile = (iccid, order) => `LPA:1$smdp.example.com$${matchingId(iccid, order)}`;

/** The link that installs an eSIM on an iPhone. @param {string} iccid @param {Order} order */
export const appleLink = (iccid, order) =>
  `https://guides.example.com/apple?carddata=${profile(iccid, order)}`;

/**
 * The fields of an eSIM in the list of orders.
 *
 * @param {string} iccid
 * @param {Order} order
 * @param {Writer} write
 */
export function profileFields(iccid, order, write) {
  return {
    id: write.id(order.id + 9000 + indexOf(iccid, order) * 1_000_000),
    created_at: write.orderTime(order.createdAt),
    iccid: write.iccid(iccid),
    lpa: "smdp.example.com",
    imsis: null,
    matching_id: matchingId(iccid, order),
    qrcode: profile(iccid, order),
    qrcode_url: "https://guides.example.com/qr.png",
    voucher_code: null,
    airalo_code: null,
    apn_type: "automatic",
    apn_value: null,
    is_roaming: true,
    confirmation_code: null,
  };
}

const APN = { apn_type: "automatic", apn_value: null };

/**
 * The fields of an eSIM alone and in the answer to a new order.
 *
 * @param {string} iccid
 * @param {Order} order
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {Writer} write
 */
export const esimProfileFields = (iccid, order, shapes, write) => ({
  ...profileFields(iccid, order, write),
  direct_apple_installation_url: appleLink(iccid, order),
  ...(shapes.esims === "newer" && { msisdn: null, apn: { ios: APN, android: APN } }),
});
