import { describeResult } from "../calls.js";

/**
 * Checks of how calls end.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../calls.js").CallRecord} CallRecord
 * @typedef {import("../environment/hosts.js").Modules["pressone"]} Package
 */

/** The gateway's own error during a deployment. */
const GATEWAY_CLOSED = /^the gateway is closed/;
/** The kind of errors that report a bug of the caller. The calls of a schedule have none. */
const CALLER_ERROR = "invalid_argument";
const LOOKS_LIKE_NO_GATEWAY = ["a proxy's page", "half a JSON"];
/** The kind for a `baseUrl` that is no gateway. Only a proxy's page looks so. */
const NO_GATEWAY = "configuration";

/** Returns the kind of every error class that the package exports. @param {Package} pressone */
function errorKinds(pressone) {
  return Object.keys(pressone)
    .filter((name) => name.endsWith("Error") && name !== "PressOneError")
    .map((name) =>
      name
        .replace(/Error$/, "")
        .replace(/(?!^)[A-Z]/g, "_$&")
        .toLowerCase(),
    );
}

/**
 * Every call of a live process ends, with a documented error if not with a value.
 *
 * @param {Simulation} simulation
 * @param {CallRecord[]} records
 * @param {Package} pressone
 */
export function checkCallsEnd(simulation, records, pressone) {
  const hasNoGateway = simulation.plan.pageFaults.kinds.some((kind) =>
    LOOKS_LIKE_NO_GATEWAY.includes(kind),
  );
  const kinds = errorKinds(pressone).filter(
    (kind) => kind !== CALLER_ERROR && (kind !== NO_GATEWAY || hasNoGateway),
  );
  for (const record of records) {
    const { mark, error, process, reference, method } = record;
    if (!process.alive && !process.stopped) continue;
    if (!record.ended) {
      simulation.report(`${mark} of ${process.name} hangs`);
    } else if (error !== undefined && !GATEWAY_CLOSED.test(error.message)) {
      if (!(error instanceof pressone.PressOneError)) simulation.report(`${mark}: ${error}`);
      else if (!kinds.includes(error.kind)) {
        simulation.report(`${mark} ends with the kind ${describeResult(record)}`);
      }
      const isWrite = method === "buy" || method === "webhook";
      if (
        isWrite &&
        error.reference !== undefined &&
        error.reference !== reference &&
        error.kind !== "number_busy"
      ) {
        simulation.report(`${mark} of ${reference} fails as ${error.reference}`);
      }
    }
  }
}

/** Without faults, every purchase succeeds. @param {Simulation} simulation @param {CallRecord[]} records */
export function checkAllSucceed(simulation, records) {
  for (const { method, mark, error } of records) {
    const isPurchase = method === "buy" || method === "webhook";
    if (isPurchase && error && error.kind !== "number_busy") {
      simulation.report(`${mark} failed without a fault: ${error.kind}`);
    }
  }
}
