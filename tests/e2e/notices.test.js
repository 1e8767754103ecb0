/** The notices above the views: the newest is shown, and a settled one can be closed. */
import assert from "node:assert/strict";
import { holdNextAnswer } from "./held.js";
import { news, openCheckout, openTab, payUntilSent, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** Leaves the checkout while PressOne refuses the order. @param {import("./storefront.js").Visit} visit */
async function leaveRefused({ page, sandbox }) {
  await openTab(page, "My eSIMs");
  await openCheckout(page);
  sandbox.faults.add({ endpoint: "submit", kind: "error", code: 11 });
  const answer = holdNextAnswer(sandbox);
  await payUntilSent(page);
  await openTab(page, "Orders");
  answer.release();
  await news(page).getByText("Not ordered: 1 GB · 7 days.").first().waitFor();
}

storefrontTest(
  "the newest notice is shown, the rest are folded, and a closed one stays closed",
  { expectedErrors: /422/ },
  async (visit) => {
    const { page } = visit;
    await leaveRefused(visit);
    await leaveRefused(visit);
    const shown = news(page).getByRole("listitem");
    await news(page).getByText("1 more", { exact: true }).waitFor();
    await news(page)
      .getByRole("button", { name: /^Close the notice of payment pay-/ })
      .waitFor();
    assert.equal(await shown.count(), 1, "one is folded");
    const close = shown.getByRole("button", { name: /^Close the notice/ });
    const { width, height } = (await close.boundingBox()) ?? { width: 0, height: 0 };
    assert.deepEqual([width, height], [44, 44]);

    await close.click();
    await news(page).getByText("1 more", { exact: true }).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
    await close.click();
    await shown.waitFor({ state: "detached" });
    assert.equal(await news(page).textContent(), "");
    await page.reload();
    await waitUntilLoaded(page);
    assert.equal(await news(page).textContent(), "");
  },
);
