import { redirect } from "@sveltejs/kit";
import { openSession } from "$lib/server/sessions.js";

export const load = ({ locals }) => ({ esims: locals.shopper?.esims ?? [] });

export const actions = {
  /** A shop checks a password here. */
  default: async ({ cookies }) => {
    await openSession(cookies, "ada");
    redirect(303, "/");
  },
};
