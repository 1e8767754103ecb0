import { findShopper } from "$lib/server/sessions.js";

export async function handle({ event, resolve }) {
  event.locals.shopper = await findShopper(event.cookies);
  return resolve(event);
}
