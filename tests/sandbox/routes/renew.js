import { emailError, voiceError } from "../core/voice-errors.js";

/** @type {import("./types.js").Route} */
export function renew({ fields, invalidFields, state, shapes, write, now }) {
  const { email = "" } = fields;
  if (invalidFields.includes("email")) {
    return emailError(shapes, email ? "This is no email address." : "The email is required.");
  }
  const subscriber = state.subscribers.find((candidate) => candidate.email === email);
  if (!subscriber) return voiceError(shapes, 404);
  const kind = subscriber.standing === "trial" ? "upgraded" : "renewed";
  subscriber.standing = "paying";
  state.renewals.push({ email, kind, at: now });
  const message =
    kind === "upgraded" ? "The free trial is now a subscription." : "The subscription is renewed.";
  return { status: 200, body: write.withExtra({ message, success: true, data: null }) };
}
