import { notFound, tooMany } from "../core/errors.js";
import { consume } from "../state/usage.js";

/** @type {import("./types.js").Route} */
export function usage({ params, state, shapes, write, settings, now }) {
  const iccid = params.iccid ?? "";
  const wait = state.usageRequests.throttle(iccid, settings.usagePerMinute);
  if (wait > 0) return tooMany(shapes, wait, now);
  const esim = state.esims.get(iccid);
  if (!esim) return notFound(shapes);
  const fields = esim.state === "recycled" ? RECYCLED : current(esim, shapes, write, now);
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, write.count(fields[name] ?? 0)]));
  const data = write.optional({ ...fields, ...numbers }, ["expired_at", "is_unlimited"]);
  return { status: 200, body: write.envelope(write.withExtra(data)) };
}

/** In MB, minutes and SMS. */
const NUMBERS = [
  "remaining",
  "total",
  "remaining_voice",
  "remaining_text",
  "total_voice",
  "total_text",
];

/** @type {Record<string, any>} */
const RECYCLED = { status: "RECYCLED", expired_at: null, is_unlimited: null };

/**
 * The usage of the package in use, or of the last one.
 *
 * @param {import("../state/state.js").Esim} esim
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 * @param {number} now
 * @returns {Record<string, any>}
 */
function current(esim, shapes, write, now) {
  const packages = consume(esim, now);
  const used = packages.find(({ status }) => status === "ACTIVE") ?? packages[0];
  if (!used) return { status: "UNKNOWN", expired_at: null, is_unlimited: false };
  const { plan, status, remaining, expiredAt } = used;
  const isOver = status === "FINISHED" || status === "EXPIRED";
  return {
    status: shapes.unknownStatus ? "PAUSED_BY_OPERATOR" : status,
    remaining,
    total: plan.amount,
    is_unlimited: plan.unlimited && shapes.unlimited !== "flag-false",
    expired_at: expiredAt === null ? null : write.orderTime(expiredAt),
    remaining_voice: isOver ? 0 : (plan.voice ?? 0),
    remaining_text: isOver ? 0 : (plan.text ?? 0),
    total_voice: plan.voice ?? 0,
    total_text: plan.text ?? 0,
  };
}
