/** The answer to what the shopper has pressed is on the screen of a phone, and has the focus. */
import assert from "node:assert/strict";
import { renewNumber } from "./number.js";
import { openCheckout, payButton, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

const PHONE = { width: 360, height: 740 };

/** Asserts that a message is between the top of the screen and the tabs, if there are tabs. @param {import("./page.js").Page} page @param {string} text */
async function assertInSight(page, text) {
  const message = page.locator(".message").filter({ hasText: text });
  await message.waitFor();
  const box = await message.boundingBox();
  const tabs = await page.locator(".tabs").boundingBox();
  assert.ok(box);
  const { y, height } = box;
  const end = tabs?.y ?? PHONE.height;
  assert.ok(y >= 0 && y + height <= end, `${y} to ${y + height}, the end at ${end}`);
  const hasFocus = await message.evaluate((element) =>
    document.activeElement?.contains(element.querySelector(".message-title")),
  );
  assert.ok(hasFocus && (await page.evaluate(() => document.activeElement !== document.body)));
}

storefrontTest(
  "a refusal is in sight",
  { viewport: PHONE, expectedErrors: /422/ },
  async ({ page, sandbox }) => {
    await openCheckout(page);
    sandbox.faults.add({ endpoint: "submit", kind: "error", code: 11 });
    await payButton(page).click();
    await assertInSight(page, "Nothing was ordered and you have not been charged.");
  },
);

storefrontTest(
  "a renewal that is not confirmed is in sight",
  { path: "renew", viewport: PHONE },
  async ({ page, sandbox }) => {
    await waitUntilLoaded(page);
    sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
    await renewNumber(page);
    await assertInSight(page, "is not confirmed yet");
  },
);
