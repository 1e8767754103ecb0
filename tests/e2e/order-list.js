/** The list of orders in the storefront's page. */
import { waitUntilLoaded } from "./page.js";

/**
 * Waits for the list, and returns its order numbers.
 *
 * @param {import("./page.js").Page} page
 */
export async function orderCodes(page) {
  await waitUntilLoaded(page);
  return page
    .locator(".order a")
    .evaluateAll((links) =>
      links.map((link) => link.getAttribute("href")?.split("/").at(-1) ?? ""),
    );
}

/** The row of an order in the list. @param {import("./page.js").Page} page @param {string | undefined} code */
export const orderRow = (page, code) => page.locator(`.order:has(a[href$="/${code}"])`);

/** Waits for the view of an order. @param {import("./page.js").Page} page @param {string | undefined} code */
export const waitForOrder = (page, code) =>
  page.locator(".receipt-head .lead").getByText(`Order ${code}`).waitFor();
