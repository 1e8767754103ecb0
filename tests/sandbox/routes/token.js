import { badCredentials, invalid, tooMany } from "../core/errors.js";
import { Refusal } from "./types.js";

const LIFETIME = { year: 31_622_400, day: 86_400 };

/** @type {import("./types.js").Route} */
export const token = {
  name: "token",
  method: "POST",
  pattern: /^\/customer\/v2\/token$/,
  rules: {
    auth: "none",
    query: [],
    bodyTypes: ["application/x-www-form-urlencoded", "multipart/form-data"],
    bodyFields: ["client_id", "client_secret", "grant_type"],
  },
  handle({ fields, state, shapes, write, settings, credentials, now }) {
    // Live servers let a missing grant_type pass; the documentation does not.
    if (fields.grant_type !== "client_credentials") {
      throw new Refusal("grant_type must be client_credentials");
    }
    if (fields.client_id === undefined || fields.client_secret === undefined) {
      throw new Refusal("client_id and client_secret are required");
    }
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
  },
};
