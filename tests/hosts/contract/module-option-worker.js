// A worker for workerd that passes its modules. Needs the installed package.
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import * as partner from "pressone-esim/partner";
import page from "pressone-esim/pressone_esim_page_bg.wasm";
import partnerModule from "pressone-esim/pressone_esim_partner_bg.wasm";
import { checkModuleOption } from "./module-option.js";

export default {
  /** @param {{ json: () => Promise<any> }} request Its body is `{ url, missing }`. */
  async fetch(request) {
    const { url, missing } = await request.json();
    const sources = { page: () => page, partner: () => partnerModule, missing: () => missing };
    try {
      await checkModuleOption({ esim, partner, gateway, url }, sources);
      return new Response("passed");
    } catch (error) {
      return new Response(String(error instanceof Error ? error.stack : error));
    }
  },
};
