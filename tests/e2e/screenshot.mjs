// Makes the picture of www/README.md: `node tests/e2e/screenshot.mjs`.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../pkg-template/tools/browser.mjs";
import { start } from "../../www/server/start.mjs";

const PICTURE = fileURLToPath(new URL("../../www/screenshot.png", import.meta.url));

const shop = await start();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({
  viewport: { width: 1080, height: 800 },
  reducedMotion: "reduce",
});
await page.goto(`${shop.url}esims/${shop.sandbox.iccids.active}`);
await page.locator(".gauge").waitFor();
await page.locator(".offer").filter({ hasText: "Best value" }).click();
await page.screenshot({ path: PICTURE });
await browser.close();
await shop.close();
process.exit(0);
