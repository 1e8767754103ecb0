// What the gateway tells its shop, in the names of OpenTelemetry's conventions for HTTP: never a
// secret, an ICCID, an e-mail address, a body, or a path with one of them.

/** @typedef {import("./index.d.ts").GatewayEvent} GatewayEvent */

/**
 * @param {((event: GatewayEvent) => void) | undefined} listener
 * @returns {(name: GatewayEvent["name"], attributes: GatewayEvent["attributes"]) => void}
 */
export const reporting = (listener) => (name, attributes) => {
  try {
    listener?.({ name, attributes });
  } catch {
    // What it throws is its own matter.
  }
};
