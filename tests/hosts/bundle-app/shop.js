// Two ways to open a shop. A bundle of a page that imports the first one holds nothing of the second one.
import { createClient } from "pressone-esim";
import { createSandbox } from "pressone-esim/sandbox";

/** @param {string} baseUrl */
export const openShop = (baseUrl) => createClient({ baseUrl });

/** @param {string} token */
export function openTrial(token) {
  const { baseUrl, fetch } = createSandbox();
  return createClient({ baseUrl, fetch, token });
}
