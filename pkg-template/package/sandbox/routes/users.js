import { voiceError } from "../core/voice-errors.js";
import { pageNumber, pageSize, voicePage } from "./voice-paging.js";

/**
 * The documentation says that users are paged and that each has a subscription. The rest is inferred
 * from the framework that the paths look like.
 */

/** @type {import("./types.js").Route} */
export function users({ query, state, shapes, write }) {
  const found = state.subscribers.filter(matches(query));
  const size = pageSize(query.get("page_size"));
  const page = pageNumber(query.get("page"), found.length, size);
  if (page === null) return voiceError(shapes, 404, "There is no such page.");
  const rows = found.map((subscriber) => userFields(subscriber, shapes, write));
  return { status: 200, body: voicePage("user", query, rows, page, size, write) };
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
