/** Secrets, scripts and markup that the page never receives, runs or interprets. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";
import { buyTopup, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

storefrontTest(
  "no secret reaches the page",
  { records: true },
  async ({ page, sandbox, responses }) => {
    await buyTopup(page);
    await page.getByRole("link", { name: "See all orders" }).click();
    await waitUntilLoaded(page);

    const cookies = await page.evaluate(() => document.cookie);
    const stored = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases]);
    });
    assert.equal(cookies, "", "scripts cannot read the session's cookie");
    const received = await responses();
    const everything = [...received.map(({ text }) => text), stored].join("\n");
    // The search finds what is there.
    assert.match(everything, /"payment_id":"pay-/);
    for (const secret of Object.values(sandbox.credentials)) {
      assert.ok(!everything.includes(secret), secret);
    }
    assert.doesNotMatch(everything, /eyJ[\w-]+\.[\w-]+\./, "a token");
    // The page's own scripts contain these words.
    const data = received.filter(({ url }) => !new URL(url).pathname.startsWith("/assets/"));
    for (const { url, text } of data) assert.doesNotMatch(text, /access_token|Bearer /, url);
  },
);

storefrontTest(
  "the page's policy blocks foreign styles and text as HTML, and reports them",
  {
    expectedErrors:
      /^policy: (?:style-src|require-trusted-types-for)|Content Security Policy|TrustedHTML/,
  },
  async ({ page, complaints }) => {
    await waitUntilLoaded(page);
    assert.deepEqual(complaints, []);
    await page.evaluate(() => {
      const style = document.createElement("style");
      style.textContent = "h1 { display: none }";
      document.head.append(style);
      try {
        document.body.innerHTML = "<p>gone</p>";
      } catch {
        // Trusted Types refuse the text.
      }
    });
    await page.getByRole("heading", { name: "My eSIMs" }).waitFor();
    for (const policy of [/^policy: style-src/, /^policy: require-trusted-types-for/]) {
      const isReported = () => complaints.some((complaint) => policy.test(complaint));
      for (let waits = 0; waits < 600 && !isReported(); waits += 1) await page.waitForTimeout(50);
      assert.ok(isReported(), complaints.join("\n"));
    }
  },
);

storefrontTest("text of PressOne that looks like HTML is shown as text", async ({ page }) => {
  const title = `<img src=x onerror="document.title='owned'"><b>3 GB</b>`;
  await page.route("**/topups", async (route) => {
    const response = await fetchAnswer(route);
    const body = await response.json();
    for (const offer of body.data) {
      Object.assign(offer, { title, data: title, short_info: title });
    }
    await route.fulfill({ response, json: body });
  });
  await page.getByRole("link", { name: "My phone", exact: true }).click();
  await page.getByText(title).first().waitFor();
  assert.equal(await page.locator("main img, main b").count(), 0);
  assert.doesNotMatch(await page.title(), /owned/);
});
