// Firefox, headless, driven over WebDriver BiDi.
import process from "node:process";
import puppeteer from "puppeteer-core";
import { FIREFOX } from "../../../pkg-template/tools/browser.mjs";

/** @returns {Promise<import("./launch.js").Engine>} */
export async function launchFirefox() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    timeout: 90_000,
    env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: "1" },
    protocolTimeout: 60_000,
  });
  const page = await browser.newPage();
  return {
    open: (url) => page.goto(url, { timeout: 30_000 }),
    evaluate: (run, argument) => page.evaluate(run, argument),
    close: () => browser.close(),
  };
}
