// The gateway's reports to the shop: events with OpenTelemetry's names for HTTP, and the errors behind
// them. An event holds no secret, ICCID, e-mail address or body, and no path that holds one.
import { HookFailure, isPressOneError, PartnerFailure } from "./errors.js";
import { masked } from "./masked.js";

/** @typedef {import("./index.d.ts").GatewayEvent} GatewayEvent */
/** @typedef {import("./index.d.ts").ErrorContext} ErrorContext */
/** @typedef {import("./routes.js").Route} Route */
/** @typedef {ReturnType<typeof createReporter>} Reporter */

const MAX_TEXT_LENGTH = 200;

/** The outcomes, by the `source` of an order or a renewal. @type {Record<string, string>} */
const OUTCOMES = { answer: "done", list: "found", journal: "repeated" };

/** The outcome of a purchase that succeeded. @param {{ source?: string }} made */
export const outcomeOf = ({ source = "" }) => OUTCOMES[source] ?? "done";

/** The type of an error for events. @param {unknown} error */
function typeOf(error) {
  if (isPressOneError(error)) return error.kind;
  try {
    return error instanceof Error ? String(error.name) : "unknown";
  } catch {
    // A revoked proxy throws.
    return "unknown";
  }
}

/**
 * @param {{ onEvent: (event: GatewayEvent) => unknown,
 *   onError: (error: unknown, context: ErrorContext) => unknown }} listeners
 */
export function createReporter({ onEvent, onError }) {
  /** Calls a listener. Its failure must not fail the request, nor end the process. @param {() => unknown} call */
  const tell = (call) => {
    try {
      Promise.resolve(call()).catch(() => {});
    } catch {
      // As above.
    }
  };
  /** @param {GatewayEvent["name"]} name @param {GatewayEvent["attributes"]} attributes */
  const emit = (name, attributes) => tell(() => onEvent({ name, attributes }));

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

    /** A closed endpoint, when the gateway is made. @param {string} endpoint @param {readonly string[]} missing */
    closed(endpoint, missing) {
      emit("pressone.gateway.closed", {
        "pressone.endpoint": endpoint,
        "pressone.missing_hooks": missing.join(","),
      });
    },

    /** A request for a closed endpoint. @param {string} endpoint @param {readonly string[]} missing */
    refusedClosed(endpoint, missing) {
      emit("pressone.gateway.refused", {
        "pressone.refusal": "closed_endpoint",
        "pressone.endpoint": endpoint,
        "pressone.missing_hooks": missing.join(","),
      });
    },

    /** A path that another `basePath` would serve. @param {Route} route @param {string} requested @param {string} configured */
    refusedBasePath(route, requested, configured) {
      emit("pressone.gateway.refused", {
        "pressone.refusal": "base_path",
        "http.route": route.template,
        "pressone.base_path.requested": masked(requested, MAX_TEXT_LENGTH),
        "pressone.base_path.configured": configured,
      });
    },

    /** @param {{ received: string, expected: string, hint: string }} origins */
    refusedOrigin({ received, expected, hint }) {
      emit("pressone.gateway.refused", {
        "pressone.refusal": "origin",
        "pressone.origin.received": masked(received, MAX_TEXT_LENGTH),
        "pressone.origin.expected": expected,
        "pressone.hint": hint,
      });
    },

    /**
     * A failure of a hook, of the partner client, or of the gateway itself.
     *
     * @param {unknown} failure
     * @param {{ endpoint?: string | undefined, route?: Route | undefined, reference?: string | undefined }} [where]
     */
    failure(failure, { endpoint, route, reference } = {}) {
      const inner = failure instanceof HookFailure || failure instanceof PartnerFailure;
      const error = inner ? failure.cause : failure;
      const hook = failure instanceof HookFailure ? failure.hook : undefined;
      const name = endpoint ?? route?.endpoint;
      emit("pressone.gateway.error", {
        "error.type": typeOf(error),
        ...(hook && { "pressone.hook": hook }),
        ...(route && { "http.route": route.template }),
        ...(name && { "pressone.endpoint": name }),
        ...(reference && { "pressone.reference": reference }),
      });
      tell(() =>
        onError(error, {
          ...(hook && { hook }),
          ...(name && { endpoint: name }),
          ...(reference && { reference }),
        }),
      );
    },

    /** @param {import("./partner-types.d.ts").PurchaseKind} kind @param {string} outcome @param {string} reference */
    write(kind, outcome, reference) {
      const isOrder = kind === "topup" || kind === "sim";
      const name = isOrder ? "pressone.order" : /** @type {const} */ (`pressone.${kind}`);
      emit(name, { [`${name}.outcome`]: outcome, "pressone.reference": reference });
    },
  };
}
