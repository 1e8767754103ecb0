// Opens the store of a stampede in a process of the shop.
import * as stores from "../../stores/open-store.js";
import * as memoryHttp from "./memory-http.js";

/** @typedef {import("../../stores/open-store.js").Description | { client: "memory-http", url: string }} Description */

/** @param {Description} description @returns {Promise<import("pressone-esim/stores").Store>} */
export async function openStore(description) {
  if (description.client === "memory-http") return memoryHttp.open(description);
  return (await stores.openStore(description)).store;
}
