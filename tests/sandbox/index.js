/**
 * A PressOne server for the tests and the demo. It imports nothing of Node's and generates no code, so
 * it runs in Node, in a page and, bundled, in an edge worker.
 *
 * @typedef {import("./core/sandbox.js").Sandbox} Sandbox
 * @typedef {import("./core/sandbox.js").SandboxOptions} SandboxOptions
 * @typedef {import("./core/faults.js").Fault} Fault
 * @typedef {import("./core/shapes.js").Shapes} Shapes
 * @typedef {import("./core/log.js").LoggedRequest} LoggedRequest
 * @typedef {import("./core/log.js").Violation} Violation
 */

export { exemption } from "./core/as-fetch.js";
export { FAULT_KINDS, ODD_BODIES } from "./core/faults.js";
export { createSandbox } from "./core/sandbox.js";
export { createWorlds } from "./core/worlds.js";
export { CREDENTIALS, EMAILS, ICCIDS, MOBILES } from "./data/examples.js";
export { RAW_ANSWERS } from "./data/raw-answers.js";
export { PRESETS, SHAPES } from "./data/shapes.js";
export { ENDPOINTS, PRODUCTS } from "./description/index.js";
