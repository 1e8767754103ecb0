/** The command `pressone-esim sandbox`. */
import process from "node:process";
import { parseArgs } from "node:util";
import { EMAILS } from "./data/examples.js";
import { PRESETS } from "./data/shapes.js";
import { startSandbox } from "./server.js";

const PRESET_NAMES = Object.keys(PRESETS);

export const USAGE = `Usage: pressone-esim sandbox [options]

Starts an imitation of PressOne, and prints its address, its credentials and its eSIMs.

  --port <number>   the port; 4000 by default, 0 for a free one
  --host <address>  the host's address; 127.0.0.1 by default
  --shapes <name>   the form of answers: ${PRESET_NAMES.map((name) => JSON.stringify(name)).join(", ")}
  --cors            lets pages of other origins read the answers
  --help            prints this text`;

/** @type {Record<keyof typeof EMAILS, string>} */
const NUMBERS = {
  subscriber: "Has a number with a subscription.",
  freeTrial: "Has a number on a free trial.",
  unknown: "Has no number.",
};

/** A mistake in the arguments. */
class UsageError extends Error {}

/** @param {string[]} args */
export async function runSandbox(args) {
  try {
    const options = readOptions(args);
    if (options === null) {
      console.log(USAGE);
      return;
    }
    const { url, sandbox, close } = await startSandbox(options);
    console.log(greeting(url, sandbox));
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
      process.once(signal, () => close().then(() => process.exit(0)));
    }
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/** @param {string[]} args @returns {import("./server.d.ts").ServerOptions | null} null for help. */
function readOptions(args) {
  const { port, host, cors, shapes, help } = parse(args);
  if (help) return null;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port has to be a number from 0 to 65535, not "${port}"`);
  }
  if (!PRESET_NAMES.includes(shapes)) {
    throw new UsageError(`--shapes has to be one of ${PRESET_NAMES.join(", ")}, not "${shapes}"`);
  }
  return {
    port: Number(port),
    host,
    cors,
    shapes: /** @type {import("./index.d.ts").Preset} */ (shapes),
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string", default: "4000" },
        host: { type: "string", default: "127.0.0.1" },
        shapes: { type: "string", default: "older" },
        cors: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/** @param {unknown} error */
function messageOf(error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === "EADDRINUSE") return `${message}: pass another --port, or 0 for a free one`;
  return message;
}

/**
 * @param {string} url
 * @param {import("./index.d.ts").Sandbox} sandbox
 */
function greeting(url, { credentials, esims, emails }) {
  const iccids = esims.map(({ iccid, about }) => `  ${iccid.padEnd(24)}${about}`);
  const numbers = Object.entries(NUMBERS).map(
    ([name, about]) => `  ${emails[/** @type {keyof typeof EMAILS} */ (name)].padEnd(30)}${about}`,
  );
  const control = `${url}/__sandbox`;
  return `PressOne's sandbox is open at ${url} (Ctrl+C ends it)

Environment of your server, ready to paste
  export PRESSONE_URL=${url}
  export CLIENT_ID=${credentials.client_id}
  export CLIENT_SECRET=${credentials.client_secret}

eSIMs
${iccids.join("\n")}

Phone numbers
${numbers.join("\n")}

Faults and irregular answers
  The next order is made, and its answer is lost:
    curl -d '{"endpoint":"submit","kind":"cut-after"}' ${control}/faults
  Every answer is irregular:
    curl -d '{"preset":"everything irregular"}' ${control}/shapes
  All faults and switches, with a sentence each:
    curl ${control}/switches
  Orders and balance:
    curl ${control}/ledger
  Back to the beginning:
    curl -X POST ${control}/reset`;
}
