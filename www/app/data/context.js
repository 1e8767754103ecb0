/** The data and clients that all views share. */
import { createClient } from "pressone-esim";
import { shopFetch } from "./connection.js";
import { createOwnEsims } from "./own-esims.js";
import { createPayments } from "./payments.js";
import { createPurchases } from "./purchases.js";
import { getAccount } from "./shop-api.js";

/** @typedef {Awaited<ReturnType<typeof createContext>>} Context */

export async function createContext() {
  const account = await getAccount();
  // No secret is needed here: the shop's gateway, at this path, holds the credentials.
  const options = { baseUrl: "/api/pressone", partition: account.shopper, fetch: shopFetch };
  const pressone = await createClient(options);
  const { esims, places = {}, ...rest } = account;
  const purchases = createPurchases(pressone, account.shopper);
  const ownEsims = createOwnEsims(
    pressone,
    esims,
    (package_id) => purchases.countryOf(package_id) ?? places[package_id],
    () => purchases.newEsims().length,
  );
  const payments = createPayments(pressone, account.shopper);
  return { ...rest, pressone, ownEsims, payments, purchases };
}

/** @param {Context} context @param {string | undefined} iccid */
export const esimLabel = ({ ownEsims }, iccid) =>
  ownEsims.list().find((esim) => esim.iccid === iccid)?.label ?? "eSIM";
