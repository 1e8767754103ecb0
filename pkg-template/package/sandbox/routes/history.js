import { business, notFound, tooMany } from "../core/errors.js";
import { consume } from "../state/usage.js";
import { packageFields, pricing } from "./package-fields.js";

/** @type {import("./types.js").Route} */
export function history({ params, state, shapes, write, settings, now }) {
  const iccid = params.iccid ?? "";
  const served = state.historyServedAt.get(iccid);
  const wait = served === undefined ? 0 : served + settings.historyWindowMs - now;
  if (wait > 0) return tooMany(shapes, wait, now);
  state.historyServedAt.set(iccid, now);

  const esim = state.esims.get(iccid);
  if (!esim) return notFound(shapes);
  if (esim.state === "recycled" && shapes.recycledHistory === "code") {
    return business(shapes, 73, iccid);
  }
  if (esim.state === "recycled" && shapes.recycledHistory === "not-found") {
    return notFound(shapes);
  }
  const used = consume(esim, now);
  const data = write.list(used.map((entry) => historyEntry(entry, shapes, write)));
  return { status: 200, body: write.withExtra({ data, ...historyPricing(shapes, write) }) };
}

/**
 * @param {import("../state/usage.js").Consumption} entry
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function historyEntry(entry, shapes, write) {
  const { plan } = entry;
  const nested = {
    ...packageFields(plan, shapes, write),
    net_price: shapes.history === "newer-discount" ? null : write.money(plan.netPrice),
  };
  const optionalInside = ["net_price", "is_unlimited", "title", "data", "short_info", "type"];
  return write.withExtra(
    write.optional(
      {
        id: write.id(entry.id),
        status: shapes.unknownStatus ? "PAUSED_BY_OPERATOR" : entry.status,
        remaining: write.count(entry.remaining),
        ...remainders(entry, shapes, write),
        activated_at: write.historyTime(entry.activatedAt),
        expired_at: write.historyTime(entry.expiredAt),
        finished_at: write.historyTime(entry.finishedAt),
        package: write.withExtra(write.optional(nested, optionalInside)),
      },
      ["remaining_voice", "remaining_text", "activated_at", "expired_at", "finished_at"],
    ),
  );
}

/**
 * @param {import("../state/usage.js").Consumption} entry
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function remainders({ plan, status }, shapes, write) {
  if (shapes.historyRemainders === "missing") return {};
  if (shapes.historyRemainders === "null") return { remaining_voice: null, remaining_text: null };
  const over = status === "FINISHED" || status === "EXPIRED";
  return {
    remaining_voice: write.count(over ? 0 : (plan.voice ?? 0)),
    remaining_text: write.count(over ? 0 : (plan.text ?? 0)),
  };
}

/**
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function historyPricing(shapes, write) {
  if (shapes.history === "newer") return { pricing: pricing("net", write) };
  if (shapes.history === "newer-discount") return { pricing: pricing("discount", write) };
  return {};
}
