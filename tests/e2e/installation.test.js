/** The installation of an eSIM: the code to scan, the link for iPhones, the codes to copy, and the steps. */
import assert from "node:assert/strict";
import { fetchAnswer } from "./held.js";
import { waitForView, waitUntilLoaded } from "./page.js";
import { readQrCode } from "./qr-reader.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const ICCID = "8944500102030405061";
const PATH = `esims/${ICCID}/install`;
const CODE = /^LPA:1\$smdp\.example\.com\$SANDBOX-\d+$/;

/** @param {Page} page */
const qrCode = (page) => page.getByRole("img", { name: "The QR code of this eSIM" });

/** @param {Page} page @param {string} name */
const copied = async (page, name) => {
  await page.getByRole("button", { name: `Copy ${name}`, exact: true }).click();
  await page.getByRole("button", { name: `Copied ${name}`, exact: true }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
};

storefrontTest(
  "a camera reads the eSIM's code, in both themes",
  { path: PATH },
  async ({ page }) => {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      await page.emulateMedia({ colorScheme });
      await qrCode(page).waitFor();
      assert.match((await readQrCode(page, qrCode(page))) ?? "", CODE, colorScheme);
    }
  },
);

storefrontTest("the codes can be copied one by one", { path: PATH }, async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await waitUntilLoaded(page);
  const whole = await copied(page, "Full code");
  assert.match(whole, CODE);
  assert.equal(await copied(page, "SM-DP+ address"), "smdp.example.com");
  assert.equal(await copied(page, "Activation code"), whole.split("$")[2]);
});

storefrontTest("a refused clipboard is told", { path: PATH }, async ({ page }) => {
  await waitUntilLoaded(page);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.getByRole("button", { name: "Copy SM-DP+ address" }).click();
  await page.getByRole("button", { name: "Couldn't copy SM-DP+ address" }).waitFor();
});

const IPHONE = () => {
  const userAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)";
  Object.defineProperty(navigator, "userAgent", { get: () => userAgent });
};

storefrontTest(
  "an iPhone installs with one tap, and other devices have no such link",
  { path: PATH, initScript: IPHONE },
  async ({ page }) => {
    const link = page.getByRole("link", { name: "Install on this iPhone" });
    const address = (await link.getAttribute("href")) ?? "";
    assert.match(address, /^https:\/\/guides\.example\.com\/apple\?carddata=LPA:1\$/);
    await page.getByLabel("Android").check();
    assert.equal(await link.count(), 0);
    await page.getByText("Open Settings and choose SIMs.").first().waitFor();
  },
);

/** The headings of the ways to install, as a screen reader and the Tab key meet them. @param {Page} page */
async function readWays(page) {
  await qrCode(page).waitFor();
  const ways = page.locator(".way h2");
  const tops = await ways.evaluateAll((all) =>
    all.map((each) => Math.round(each.getBoundingClientRect().top)),
  );
  return { names: await ways.allTextContents(), tops };
}

storefrontTest(
  "on the phone itself, one tap and the codes come before the code to scan",
  { path: PATH, initScript: IPHONE, viewport: { width: 360, height: 740 } },
  async ({ page }) => {
    const { names, tops } = await readWays(page);
    const codes = ["Install with one tap", "Enter the codes"];
    assert.deepEqual(names, [...codes, "Scan the code", "After installing"]);
    assert.deepEqual(
      tops,
      tops.toSorted((a, b) => a - b),
    );
    await page.getByText("Open this page on another screen, or print it.").waitFor();
  },
);

storefrontTest(
  "a window that becomes large puts the code to scan first",
  { path: PATH, viewport: { width: 360, height: 740 } },
  async ({ page }) => {
    const first = page.locator(".way h2").first();
    await first.getByText("Enter the codes").waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
    await first.getByText("Scan the code").waitFor();
  },
);

storefrontTest(
  "on a large screen, the code to scan comes first",
  { path: PATH, viewport: { width: 1440, height: 900 } },
  async ({ page }) => {
    const { names, tops } = await readWays(page);
    assert.deepEqual(names, ["Scan the code", "Enter the codes", "After installing"]);
    assert.equal(tops[0], tops[1], "the other ways are beside it");
    await page.getByText("Point your phone's camera at the code.").waitFor();
  },
);

storefrontTest(
  "the steps are in the shopper's language",
  { path: PATH, locale: "de" },
  async ({ page }) => {
    await page.getByText("Scanne den Code und bestätige den Tarif.").waitFor();
    const languages = await page
      .locator(".steps")
      .evaluateAll((lists) => lists.map((list) => list.getAttribute("lang")));
    assert.deepEqual([...new Set(languages)], ["de"]);
  },
);

storefrontTest(
  "steps that PressOne has in English alone are marked as English",
  { path: PATH, locale: "ja" },
  async ({ page }) => {
    await page.getByText("Scan the code and confirm the plan.").waitFor();
    assert.equal(await page.locator(".steps").first().getAttribute("lang"), "en");
  },
);

storefrontTest(
  "another shopper's eSIM cannot be installed",
  { path: "esims/8944500102030405062/install", expectedErrors: /403/ },
  async ({ page, sandbox }) => {
    assert.notEqual(sandbox.iccids.unlimited, sandbox.iccids.active);
    await page.goto(`${page.url().replace(/esims.*/, "")}esims/${sandbox.iccids.digits17}/install`);
    await page.getByRole("alert").getByText("We cannot find this").waitFor();
    assert.equal(await qrCode(page).count(), 0);
  },
);

storefrontTest(
  "without instructions nothing can have been installed, and the view leads back",
  { path: "renew" },
  async ({ page, url }) => {
    await waitUntilLoaded(page);
    await page.route(/\/instructions/, async (route) => {
      const response = await fetchAnswer(route);
      const json = await response.json();
      Object.assign(json.data, { ios: null, android: null });
      await route.fulfill({ response, json });
    });
    await page.goto(url + PATH);
    await page.getByRole("heading", { name: "We have no instructions for this phone" }).waitFor();
    assert.equal(await page.getByText("I have installed it").count(), 0);
    await page.getByRole("link", { name: "Back to My phone" }).click();
    await waitForView(page, "My phone");
  },
);
