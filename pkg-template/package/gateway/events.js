// The gateway's events for the shop, with OpenTelemetry's names for HTTP. An event holds no secret, ICCID,
// e-mail address or body, and no path that holds one.

/** @typedef {import("./index.d.ts").GatewayEvent} GatewayEvent */
/** @typedef {import("./routes.js").Route} Route */
/** @typedef {ReturnType<typeof createReporter>} Reporter */

/** @param {((event: GatewayEvent) => void) | undefined} listener */
export function createReporter(listener) {
  /** @param {GatewayEvent["name"]} name @param {GatewayEvent["attributes"]} attributes */
  const emit = (name, attributes) => {
    try {
      listener?.({ name, attributes });
    } catch {
      // A failing listener must not fail the request.
    }
  };
  return {
    /** @param {{ method: string, status: number, durationMs: number, route: Route | undefined }} request */
    request({ method, status, durationMs, route }) {
      emit("pressone.gateway.request", {
        "http.request.method": method,
        "http.response.status_code": status,
        ...(route && { "http.route": route.template, "pressone.endpoint": route.endpoint }),
        "http.server.request.duration": durationMs / 1000,
      });
    },

    /** @param {string} type @param {Route} route */
    error(type, route) {
      emit("pressone.gateway.error", { "error.type": type, "http.route": route.template });
    },

    /** @param {"pressone.order" | "pressone.renewal"} name @param {string} outcome @param {string} reference */
    write(name, outcome, reference) {
      emit(name, { [`${name}.outcome`]: outcome, "pressone.reference": reference });
    },
  };
}
