/** The list of orders in the storefront's page. */
import { waitUntilLoaded } from "./page.js";

/**
 * Waits for the list, and returns its order numbers.
 *
 * @param {import("./page.js").Page} page
 */
export async function orderCodes(page) {
  await waitUntilLoaded(page);
  return page.locator(".order .code").allTextContents();
}

/** Waits for the view of an order. @param {import("./page.js").Page} page @param {string | undefined} code */
export const waitForOrder = (page, code) =>
  page.locator(".receipt-head .lead").getByText(`Order ${code}`).waitFor();
