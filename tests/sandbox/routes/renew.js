import { emailError, voiceError } from "./voice-errors.js";

/** @type {import("./types.js").Route} */
export const renew = {
  name: "renew",
  method: "POST",
  pattern: /^\/api\/third-party\/partner\/renew-number\/$/,
  rules: { auth: "voice", query: [], bodyTypes: ["application/json"], bodyFields: ["email"] },
  handle({ fields, state, shapes, write, now }) {
    const { email } = fields;
    if (!email) return emailError(shapes, "The email is required.");
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) return emailError(shapes, "This is no email address.");
    const subscriber = state.subscribers.find((candidate) => candidate.email === email);
    if (!subscriber) return voiceError(shapes, 404);
    const kind = subscriber.standing === "trial" ? "upgraded" : "renewed";
    subscriber.standing = "paying";
    state.renewals.push({ email, kind, at: now });
    const message =
      kind === "upgraded"
        ? "The free trial is now a subscription."
        : "The subscription is renewed.";
    return { status: 200, body: write.withExtra({ message, success: true, data: null }) };
  },
};
