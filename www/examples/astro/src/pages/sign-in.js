import { store } from "../lib/pressone.js";
import { openSession } from "../lib/sessions.js";

/** A shop checks a password here. */
export async function POST() {
  return Response.json({}, { headers: { "Set-Cookie": await openSession(store, "ada") } });
}
