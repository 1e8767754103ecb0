// The lines that a gateway without listeners writes to the console. They hold no ICCID and no e-mail address.
import { isPressOneError } from "./errors.js";
import { masked } from "./masked.js";

/** @typedef {import("./index.d.ts").GatewayEvent} GatewayEvent */
/** @typedef {import("./index.d.ts").ErrorContext} ErrorContext */

const NAME = "pressone-esim/gateway";
/** The most causes of an error that are written. */
const MAX_CAUSES = 3;
const MAX_FRAMES = 10;
const MAX_LINE = 1_000;
/** The most lines of a kind of refusal. Requests name the paths and origins, so their number has no end. */
const MAX_REFUSALS = 20;

/** The text of a value, which may refuse to become one. @param {unknown} value */
function textOf(value) {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

/**
 * The parts of a thrown value. Some libraries throw objects that are no errors.
 *
 * @param {any} thrown
 */
function partsOf(thrown) {
  try {
    const { name, message, code, stack, cause } = thrown;
    const mark = isPressOneError(thrown) ? thrown.kind : code;
    return {
      name: textOf(name ?? typeof thrown),
      mark: mark == null ? "" : ` [${textOf(mark)}]`,
      message: textOf(message ?? thrown),
      stack: textOf(stack ?? ""),
      cause,
    };
  } catch {
    return { name: typeof thrown, mark: "", message: textOf(thrown), stack: "", cause: undefined };
  }
}

/** An error as lines: name, message, frames of the stack, and causes. @param {unknown} error */
function describe(error) {
  const lines = [];
  let each = error;
  for (let count = 0; count === 0 || (each != null && count <= MAX_CAUSES); count += 1) {
    const { name, mark, message, stack, cause } = partsOf(each);
    lines.push(...`${count > 0 ? "caused by " : ""}${name}${mark}: ${message}`.split("\n"));
    const frames = stack.split("\n").filter((line) => /^ +at /.test(line));
    lines.push(...frames.slice(0, MAX_FRAMES));
    each = cause;
  }
  return lines;
}

/**
 * Writes an error, in place of `onError`.
 *
 * @param {unknown} error
 * @param {ErrorContext} where
 */
export function writeError(error, { hook, endpoint, reference }) {
  const place = [hook && `hook ${hook}`, endpoint, reference && `reference ${reference}`];
  const [first, ...others] = describe(error);
  const lines = [`${NAME}: ${place.filter(Boolean).join(", ")}: ${first}`, ...others];
  console.error(lines.map((line) => masked(line, MAX_LINE)).join("\n"));
}

/** Creates the listener that stands in for `onEvent`. It writes each refusal that the shop can mend once. */
export function createRefusalLog() {
  /** The lines of each kind of refusal. @type {Map<unknown, Set<string>>} */
  const written = new Map();

  /** @param {GatewayEvent["attributes"]} attributes */
  function lineOf(attributes) {
    const hooks = attributes["pressone.missing_hooks"];
    const endpoint = attributes["pressone.endpoint"];
    const requested = attributes["pressone.base_path.requested"];
    const configured = attributes["pressone.base_path.configured"];
    switch (attributes["pressone.refusal"]) {
      case "closed_endpoint":
        return `${endpoint} was asked for, and is closed: the policy has no ${hooks}`;
      case "base_path":
        return (
          `a request came under the path "${requested}", and basePath is "${configured}": ` +
          "set basePath to the path of the page's baseUrl"
        );
      case "origin":
        return (
          `a request came from ${attributes["pressone.origin.received"]}, and the gateway serves ` +
          `${attributes["pressone.origin.expected"]}: ${attributes["pressone.hint"]}`
        );
      default:
        return undefined;
    }
  }

  return (/** @type {GatewayEvent} */ { name, attributes }) => {
    const line = name === "pressone.gateway.refused" ? lineOf(attributes) : undefined;
    if (!line) return;
    const kind = attributes["pressone.refusal"];
    const ofKind = written.get(kind) ?? new Set();
    written.set(kind, ofKind);
    const isFull = kind !== "closed_endpoint" && ofKind.size >= MAX_REFUSALS;
    if (isFull || ofKind.has(line)) return;
    ofKind.add(line);
    console.warn(`${NAME}: ${line}`);
  };
}

/**
 * Writes which hooks are missing by mistake, when a gateway is made.
 *
 * @param {Map<string, string[]>} closed the closed endpoints of each missing hook
 */
export function warnOfMissingHooks(closed) {
  if (closed.size === 0) return;
  const hooks = [...closed].map(([hook, endpoints]) => `${hook} (closes ${endpoints.join(", ")})`);
  console.warn(
    `${NAME}: the policy lacks ${hooks.join(" and ")}. Closed endpoints answer 404. ` +
      "Pass the hook, or null if it is left out on purpose.",
  );
}
