// The demo's own endpoints, which only `npm start` has: they switch PressOne's imitation, and the shopper's account.
import { putShopper } from "./sessions.js";

/** The switches of PressOne's imitation that the demo may set. */
const CONTROLS = new Set(["reset", "shapes", "faults", "settings", "offers", "balance"]);

/**
 * @param {Request} request
 * @param {string} control
 * @param {object} demo
 * @param {import("./sessions.js").KeyValueStore} demo.sessions
 * @param {string} demo.sessionId
 * @param {import("./sessions.js").Shopper} demo.shopper as it is without a state
 * @param {string} demo.sandbox the URL of PressOne's imitation
 * @returns {Promise<Response>}
 */
export async function handleDemoRequest(
  request,
  control,
  { sessions, sessionId, shopper, sandbox },
) {
  const body = await request.text();
  if (control === "shopper") {
    await putShopper(sessions, sessionId, { ...shopper, ...JSON.parse(body) });
    return Response.json({});
  }
  if (!CONTROLS.has(control))
    return Response.json({ message: "No such control." }, { status: 404 });
  const headers = { "Content-Type": "application/json" };
  return fetch(`${sandbox}/__sandbox/${control}`, { method: "POST", headers, body });
}
