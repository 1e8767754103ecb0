// A function for Vercel's edge runtime. Needs the installed package.
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import * as partner from "pressone-esim/partner";
import { createRunner } from "./run-case.js";

const run = createRunner({ esim, partner, gateway });
addEventListener("fetch", (event) => {
  const { request, respondWith } = /** @type {any} */ (event);
  respondWith.call(event, run(request));
});
