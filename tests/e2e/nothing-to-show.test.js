/** Addresses that have nothing to show, and eSIMs without offers. */
import { waitForView } from "./page.js";
import { storefrontTest } from "./storefront.js";

storefrontTest(
  "an eSIM without offers says why",
  {
    expectedErrors: /404|422/,
  },
  async ({ page, url, sandbox }) => {
    await page.getByRole("link", { name: "First trip" }).click();
    await page.getByRole("alert").getByText("This eSIM was retired").waitFor();
    await page.goto(`${url}#/esims/${sandbox.iccids.finished}`);
    await page.getByText("No top-up on offer").waitFor();
    await page.getByText("Nothing left").waitFor();
  },
);

storefrontTest(
  "another shopper's eSIM and an unknown address are reported as not found",
  {
    expectedErrors: /403|404/,
  },
  async ({ page, url, sandbox }) => {
    await page.goto(`${url}#/esims/${sandbox.iccids.digits17}`);
    await page.getByText("We cannot find this").first().waitFor();
    await page.goto(`${url}#/no/such/view`);
    await waitForView(page, "There is no such page");
  },
);
