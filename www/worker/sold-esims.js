// The eSIMs that this shop has sold to the shopper who sends a request. The gateway keeps them.
import { readGatewayList } from "./gateway-list.js";

/**
 * @param {import("pressone-esim/gateway").Gateway} gateway
 * @param {Request} request of the shopper
 * @returns {Promise<string[]>} their ICCIDs
 */
export async function readSoldIccids(gateway, request) {
  const esims = await readGatewayList(gateway, request, "/customer/v2/sims", {}, "page");
  return esims.map(({ iccid }) => iccid);
}
