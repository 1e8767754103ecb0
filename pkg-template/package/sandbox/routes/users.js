import { voiceError } from "../core/voice-errors.js";

/**
 * The documentation says that users are paged and that each has a subscription. The rest is inferred
 * from the framework that the paths look like.
 */

/** The links have another host, as in the order list. No client may follow them. */
const FOREIGN_URL = "https://users.elsewhere.invalid/api/third-party/partner/user/";

const DEFAULT_SIZE = 10;
const MAX_SIZE = 100;

/** @type {import("./types.js").Route} */
export function users({ query, state, shapes, write }) {
  const found = state.subscribers.filter(matches(query));
  const size = pageSize(query.get("page_size"));
  const last = Math.max(1, Math.ceil(found.length / size));
  const page = pageNumber(query.get("page"), last);
  if (page === null) return voiceError(shapes, 404, "There is no such page.");
  const shown = found.slice((page - 1) * size, page * size);
  const body = {
    count: write.count(found.length),
    next: page < last ? link(query, page + 1) : null,
    previous: page > 1 ? link(query, page - 1) : null,
    results: shown.map((subscriber) => userFields(subscriber, shapes, write)),
  };
  return { status: 200, body: write.withExtra(body) };
}

/**
 * An empty filter matches every user.
 *
 * @param {URLSearchParams} query
 * @returns {(subscriber: import("../data/subscribers.js").Subscriber) => boolean}
 */
function matches(query) {
  const email = query.get("email");
  const mobile = query.get("mobile");
  return (subscriber) =>
    (!email || subscriber.email === email) && (!mobile || subscriber.mobile === mobile);
}

/** Ignores a size that is no positive integer. @param {string | null} text */
function pageSize(text) {
  return /^[1-9]\d*$/.test(text ?? "") ? Math.min(Number(text), MAX_SIZE) : DEFAULT_SIZE;
}

/** @param {string | null} text @param {number} last @returns {number | null} null if there is no such page. */
function pageNumber(text, last) {
  if (text === null) return 1;
  const page = /^[1-9]\d*$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  return page <= last ? page : null;
}

/** @param {URLSearchParams} query @param {number} page */
function link(query, page) {
  const parameters = new URLSearchParams(query);
  if (page === 1) parameters.delete("page");
  else parameters.set("page", String(page));
  const text = parameters.toString();
  return `${FOREIGN_URL}${text && `?${text}`}`;
}

/**
 * @param {import("../data/subscribers.js").Subscriber} subscriber
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function userFields({ id, email, mobile, joinedAt, subscription }, shapes, write) {
  const fields = {
    id: write.id(id),
    email,
    mobile,
    created_at: write.historyTime(joinedAt),
    subscription: subscription && subscriptionFields(subscription, shapes, write),
  };
  return write.withExtra(write.optional(fields, ["mobile", "created_at"]));
}

/**
 * @param {import("../data/subscribers.js").Subscription} subscription
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function subscriptionFields({ status, plan, periodEnd }, shapes, write) {
  const fields = {
    status: shapes.unknownStatus ? "under_review" : status,
    plan,
    current_period_end: write.historyTime(periodEnd),
  };
  return write.withExtra(write.optional(fields, ["plan"]));
}
