import { nextMonth } from "../core/dates.js";
import { fieldError } from "../core/voice-errors.js";
import { FIRST_ID, PLAN } from "../data/subscribers.js";

/**
 * The claim of a number. PressOne documents neither its path nor its body, so both are the sandbox's own. A user without
 * a number gets it, and a new email address is a new user.
 *
 * @type {import("./types.js").Route}
 */
export function claim({ fields, invalidFields, state, shapes, write, now }) {
  const { email = "", mobile = "" } = fields;
  if (invalidFields.includes("email")) {
    return fieldError(shapes, "email", email ? "This is no email address." : "It is required.");
  }
  if (invalidFields.includes("mobile")) return fieldError(shapes, "mobile", "It is required.");
  const at = state.numbers.findIndex((each) => each.mobile === mobile);
  if (at === -1) return fieldError(shapes, "mobile", "This number is not available.");
  const known = state.subscribers.find((candidate) => candidate.email === email);
  if (known?.mobile) return fieldError(shapes, "email", "This user has a number.");
  state.numbers.splice(at, 1);
  const subscription = {
    plan: PLAN,
    status: /** @type {const} */ ("active"),
    periodEnd: nextMonth(now),
  };
  if (known) Object.assign(known, { mobile, subscription });
  else {
    const id = Math.max(FIRST_ID - 2, ...state.subscribers.map((each) => each.id)) + 2;
    state.subscribers.push({ id, email, mobile, joinedAt: now, subscription });
  }
  state.claims.push({ email, mobile, at: now });
  const data = write.withExtra({ email, mobile });
  return {
    status: 200,
    body: write.withExtra({ message: "The number is claimed.", success: true, data }),
  };
}
