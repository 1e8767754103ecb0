import { store } from "../lib/pressone.js";
import { findShopper } from "../lib/sessions.js";

export async function GET({ request }) {
  const shopper = await findShopper(store, request.headers.get("Cookie"));
  const headers = { "Cache-Control": "no-store" };
  return Response.json({ esims: shopper?.esims ?? [] }, { headers });
}
