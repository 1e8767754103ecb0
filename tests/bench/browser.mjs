// A Chromium that knows no other address than this machine's.
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../pkg-template/tools/browser.mjs";

const ARGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export const launch = () =>
  chromium.launch({ executablePath: CHROMIUM, args: ARGS, timeout: 60_000 });
