// Reads the two writes of a page: orders and renewals, each with its reference.
import { invalid } from "./answers.js";
import { readFields } from "./body.js";
import { REFERENCE, textOf } from "./description.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {{ reference: string, iccid: string, package_id: string, description: string }} OrderRequest */
/** @typedef {{ reference: string, email: string }} RenewalRequest */

const ICCID = /^\d{17,22}$/;
const EMAIL = /^[^@\s]+@[^@\s]+$/;
const MAX_EMAIL_LENGTH = 254;
const MAX_PACKAGE_ID_LENGTH = 255;

/** @param {string} field @param {string} [problem] */
const refuse = (field, problem = "is not valid") => ({ refusal: invalid({ [field]: problem }) });

/**
 * @param {Request} request
 * @param {Parameters<typeof readFields>[1]} expected
 */
async function readWrite(request, expected) {
  const body = await readFields(request, expected);
  if ("refusal" in body) return body;
  const reference = request.headers.get("Idempotency-Key") ?? "";
  if (!REFERENCE.test(reference)) {
    return refuse(
      "reference",
      "must be sent as Idempotency-Key: 1 to 64 letters, digits, '.', '_', '~', '-'",
    );
  }
  return { fields: body.fields, reference };
}

/**
 * @param {Request} request
 * @param {number} limit bytes
 * @returns {Promise<{ order: OrderRequest } | { refusal: Answer }>}
 */
export async function readOrder(request, limit) {
  const names = ["package_id", "iccid", "description"];
  const write = await readWrite(request, { type: "multipart/form-data", names, limit });
  if ("refusal" in write) return write;
  const { reference, fields } = write;
  const { package_id, iccid, description = "" } = fields;
  if (!iccid || !ICCID.test(iccid)) return refuse("iccid");
  if (!package_id || package_id.length > MAX_PACKAGE_ID_LENGTH) return refuse("package_id");
  const text = textOf(description, reference);
  // Control and format characters could change the meaning of a filter or a log line.
  if (text === undefined || /\p{C}/u.test(text)) return refuse("description");
  return { order: { reference, iccid, package_id, description: text } };
}

/**
 * @param {Request} request
 * @param {number} limit bytes
 * @returns {Promise<{ renewal: RenewalRequest } | { refusal: Answer }>}
 */
export async function readRenewal(request, limit) {
  const write = await readWrite(request, { type: "application/json", names: ["email"], limit });
  if ("refusal" in write) return write;
  const { email = "" } = write.fields;
  if (email.length > MAX_EMAIL_LENGTH || !EMAIL.test(email)) return refuse("email");
  return { renewal: { reference: write.reference, email } };
}
