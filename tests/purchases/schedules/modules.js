import { fileURLToPath } from "node:url";

/** The built package. */
export const PACKAGE = fileURLToPath(new URL("../../../pkg", import.meta.url));

/**
 * Loads the package that schedules are played with.
 *
 * @param {object} [options]
 * @param {string} [options.gateway] The module of the gateway.
 * @param {import("./environment/hosts.js").Defect} [options.defect]
 * @returns {Promise<import("./environment/hosts.js").Modules>}
 */
export async function loadModules({ gateway = `${PACKAGE}/gateway/index.js`, defect = {} } = {}) {
  const pressone = await import("#pressone-esim");
  const partner = await import("#pressone-esim/partner");
  // Loads the page's module, because a schedule's clock does not wait for it.
  (await pressone.createClient({ baseUrl: "https://shop.example" })).free();
  const { createGateway } = await import(gateway);
  // A page would load its module in the middle of the first schedule, in real time.
  (await pressone.createClient({ baseUrl: "https://shop.example" })).free();
  return { pressone, partner, createGateway, defect };
}
