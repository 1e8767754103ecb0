import { badCredentials, invalid, tooMany } from "../core/errors.js";

const LIFETIME = { year: 31_622_400, day: 86_400 };

/** @type {import("./types.js").Route} */
export function token({ fields, state, shapes, write, settings, credentials, now }) {
  const wait = state.tokens.throttle(settings.tokensPerMinute);
  if (wait > 0) return tooMany(shapes, wait, now);
  if (fields.client_id !== credentials.client_id) {
    return invalid(shapes, { client_id: "The client id is not known." });
  }
  if (fields.client_secret !== credentials.client_secret) return badCredentials(shapes);
  /** @type {Record<string, unknown>} */
  const data = { token_type: "Bearer", access_token: state.tokens.issue() };
  if (shapes.expiresIn !== "missing") {
    data.expires_in = write.count(LIFETIME[shapes.expiresIn === "day" ? "day" : "year"]);
  }
  return { status: 200, body: write.envelope(write.withExtra(data)) };
}
