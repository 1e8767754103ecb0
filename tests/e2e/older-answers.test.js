/** Data that could not be read again: the view shows the older ones, and says so. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createResource } from "../../www/app/data/resource.js";
import { holdRequest } from "./held.js";
import { openCheckout, payButton, tryAgainButton, waitForView, waitUntilLoaded } from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const OLD = "This may be out of date";
const FAILS = { expectedErrors: /503/ };

/** A resource whose requests a test answers, in any order. */
function createHeldResource() {
  /** @type {{ resolve: (value: string) => void, reject: (error: unknown) => void }[]} */
  const requests = [];
  const resource = createResource(
    () =>
      new Promise((/** @type {(value: string) => void} */ resolve, reject) => {
        requests.push({ resolve, reject });
      }),
  );
  /** @param {number} index @param {(request: typeof requests[0]) => void} end */
  async function answer(index, end) {
    const request = requests[index];
    assert.ok(request);
    end(request);
    await new Promise((resolve) => setImmediate(resolve));
    return resource.state.value;
  }
  return { ...resource, answer };
}

test("an older answer does not hide that a later request failed", async () => {
  const { start, refresh, answer } = createHeldResource();
  start();
  refresh();
  refresh();
  const error = new Error("no connection");
  assert.deepEqual(await answer(1, ({ reject }) => reject(error)), { status: "failed", error });
  const older = { status: "ready", value: "older", error };
  assert.deepEqual(await answer(0, ({ resolve }) => resolve("older")), older);
  assert.deepEqual(await answer(2, ({ resolve }) => resolve("new")), {
    status: "ready",
    value: "new",
  });
});

test("an older failure does not hide a newer answer, and a newer answer ends a failure", async () => {
  const { start, refresh, answer } = createHeldResource();
  start();
  refresh();
  const fresh = { status: "ready", value: "new" };
  assert.deepEqual(await answer(1, ({ resolve }) => resolve("new")), fresh);
  assert.deepEqual(await answer(0, ({ reject }) => reject(new Error("late"))), fresh);
});

/** The message above older data. @param {Page} page */
const warning = (page) => page.locator(".message.pending").getByText(OLD);

/** Lets the page read its data again, as it does when the browser is online again. @param {Page} page */
const readAgain = (page) => page.evaluate(() => window.dispatchEvent(new Event("online")));

storefrontTest(
  "orders of an older answer are marked if the later one failed",
  { ...FAILS, path: "phones" },
  async ({ page, url, sandbox }) => {
    await waitUntilLoaded(page);
    const older = await holdRequest(page, { url: /\/v2\/orders/ });
    await page.goto(`${url}orders`);
    await older.held;
    sandbox.faults.add({ endpoint: "orders", kind: "status", status: 503, times: "always" });
    await readAgain(page);
    await page.getByRole("alert").getByText("Something went wrong").waitFor();
    sandbox.faults.clear();
    older.release();
    await page.locator(".order").first().waitFor();
    await warning(page).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    await tryAgainButton(page).click();
    await warning(page).waitFor({ state: "hidden" });
    // The announcer said it too, and has another text by then.
    await page.getByText(OLD).waitFor({ state: "hidden" });
    await page.locator(".order").first().waitFor();
  },
);

storefrontTest(
  "the price of a checkout that could not be read again is marked",
  FAILS,
  async ({ page, sandbox }) => {
    await openCheckout(page);
    sandbox.faults.add({ endpoint: "topups", kind: "status", status: 503, times: "always" });
    await readAgain(page);
    await warning(page).waitFor();
    await payButton(page).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    sandbox.faults.clear();
    await payButton(page).click();
    await waitForView(page, "Thank you");
  },
);

storefrontTest(
  "a second try for the data of a checkout keeps what was chosen there",
  FAILS,
  async ({ page, sandbox }) => {
    await openCheckout(page);
    await page.getByText("Wallet", { exact: true }).click();
    sandbox.faults.add({ endpoint: "topups", kind: "status", status: 503, times: "always" });
    await readAgain(page);
    await warning(page).waitFor();
    sandbox.faults.clear();
    await tryAgainButton(page).click();
    await warning(page).waitFor({ state: "hidden" });
    assert.ok(await page.getByRole("radio", { name: "Wallet" }).isChecked());
  },
);
