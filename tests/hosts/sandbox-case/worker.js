// Runs the case in workerd.
import { createClient as createPageClient } from "pressone-esim";
import { createClient } from "pressone-esim/partner";
import { callAsPartner, readAsPage } from "./case.js";

export default {
  async fetch() {
    try {
      await callAsPartner(createClient);
      await readAsPage(createPageClient);
      return new Response("passed");
    } catch (error) {
      return new Response(String(/** @type {Error} */ (error).stack), { status: 500 });
    }
  },
};
