// A function for Vercel's edge runtime. Needs the installed package.
import { runCase } from "./run-case.js";

addEventListener("fetch", (event) => {
  const { request, respondWith } = /** @type {any} */ (event);
  respondWith.call(event, runCase(request));
});
