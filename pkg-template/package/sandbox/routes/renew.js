import { nextMonth } from "../core/dates.js";
import { emailError, voiceError } from "../core/voice-errors.js";

/** @type {import("./types.js").Route} */
export function renew({ fields, invalidFields, state, shapes, write, now }) {
  const { email = "" } = fields;
  if (invalidFields.includes("email")) {
    return emailError(shapes, email ? "This is no email address." : "The email is required.");
  }
  const subscriber = state.subscribers.find((candidate) => candidate.email === email);
  if (!subscriber) return voiceError(shapes, 404);
  const { subscription } = subscriber;
  if (!subscription) return emailError(shapes, "This user has no subscription.");
  const kind = subscription.status === "trial" ? "upgraded" : "renewed";
  subscription.status = "active";
  // A period that is over does not count: the new month begins now.
  subscription.periodEnd = nextMonth(Math.max(subscription.periodEnd, now));
  state.renewals.push({ email, kind, at: now });
  const message =
    kind === "upgraded" ? "The free trial is now a subscription." : "The subscription is renewed.";
  return { status: 200, body: write.withExtra({ message, success: true, data: null }) };
}
