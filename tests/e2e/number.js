/** The actions of a shopper who claims a phone number and renews it. */
import { payButton, waitForView } from "./page.js";

/** @typedef {import("./page.js").Page} Page */

/** Chooses a number in the list of numbers, and goes on to its checkout. @param {Page} page @param {string} number */
export async function openNumberCheckout(page, number) {
  await page.getByRole("radio", { name: number }).check();
  await page.getByRole("link", { name: /^Continue/ }).click();
  await waitForView(page, "Checkout");
  await payButton(page).waitFor();
}

/** Renews the number that is chosen in the view. @param {Page} page */
export async function renewNumber(page) {
  await page.getByRole("button", { name: /^Renew for/ }).click();
  await page.getByRole("button", { name: /and renew$/ }).click();
}
