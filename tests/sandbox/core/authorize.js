import { PARTNER_KEY_HEADER } from "../data/examples.js";
import { voiceError } from "../routes/voice-errors.js";
import { unauthorized } from "./errors.js";

/**
 * @param {import("../routes/types.js").Route} route
 * @param {import("../routes/types.js").Context} context
 * @returns {import("./errors.js").Answer | null} null: the caller may go on.
 */
export function authorize(route, { request, state, shapes, settings }) {
  const { auth } = route.rules;
  if (auth === "none") return null;
  const token = request.headers.get("authorization")?.slice("Bearer ".length);
  if (token !== undefined && state.tokens.accepts(token)) return null;
  if (auth === "bearer") return unauthorized(shapes);
  const key = request.headers.get(PARTNER_KEY_HEADER);
  if (settings.partnerKey !== "" && key === settings.partnerKey) return null;
  return voiceError(shapes, 401);
}
