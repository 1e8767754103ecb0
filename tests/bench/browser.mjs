// A headless Chromium that resolves no host name. It reaches loopback addresses only.
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../pkg-template/tools/browser.mjs";

const ARGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** @param {string[]} [engineFlags] flags of V8 */
export function launchChromium(engineFlags = []) {
  const flags = engineFlags.length > 0 ? [`--js-flags=${engineFlags.join(",")}`] : [];
  return chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, ...flags], timeout: 60_000 });
}
