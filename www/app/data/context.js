/** The data and clients that all views share. */
import { createClient } from "/pkg/web.js";
import { createPurchases } from "./purchases.js";
import { getAccount } from "./shop-api.js";

/** @typedef {Awaited<ReturnType<typeof createContext>>} Context */

export async function createContext() {
  const { shopper, esims, emails } = await getAccount();
  // No secret is needed here: the shop's gateway, at this path, holds the credentials.
  const pressone = await createClient({ baseUrl: "/api/pressone", partition: shopper });
  return { pressone, esims, emails, purchases: createPurchases(pressone, shopper) };
}

/** @param {Context} context @param {string} iccid */
export const esimLabel = ({ esims }, iccid) =>
  esims.find((esim) => esim.iccid === iccid)?.label ?? "eSIM";
