// The errors that answers of the gateway mean.
import { pressoneError } from "../wasm/error.js";
import { messages, own, parse, stringOf } from "../wasm/values.js";

/**
 * @typedef {object} Meaning
 * @property {(status: number, code: unknown) => { kind: string, message: string }} meaning
 */

/**
 * Returns the error that an answer means; undefined for a success.
 *
 * @param {Meaning} work
 * @param {import("../wasm/transport.js").Answer} answer
 */
export function failureOf(work, answer) {
  const { status, text } = answer;
  const isSuccess = status >= 200 && status < 300;
  if (/^\s*</.test(text) && (isSuccess || status === 404)) {
    const message = "baseUrl is no gateway: it answers with HTML";
    return pressoneError({ kind: "configuration", message, status, path: "options.baseUrl" });
  }
  if (isSuccess) return undefined;
  const { retryAfterMs } = answer;
  const body = parse(text);
  const given = own(body, "code");
  const digits = typeof given === "string" && /^\d{1,9}$/.test(given);
  const code = typeof given === "number" || digits ? Number(given) : stringOf(body, "code");
  const reason =
    stringOf(body, "reason") ?? stringOf(own(body, "meta"), "message") ?? stringOf(body, "message");
  const fields = messages(own(body, "data"));
  const [first] = Object.entries(fields ?? {});
  const said = reason ?? (first && `${first[0]}: ${first[1][0]}`);
  const { kind, message } = work.meaning(status, code);
  const details = { status: status || undefined, code, reason, fields, retryAfterMs };
  const present = Object.entries(details).filter(([, value]) => value !== undefined);
  const words = status ? `${message} (${status})` : message;
  const whole = said ? `${words}: ${said}` : words;
  return pressoneError({ kind, message: whole, ...Object.fromEntries(present) });
}
