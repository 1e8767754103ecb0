/**
 * A PressOne server for tests and the demo. It holds no import of Node's, so it runs wherever there
 * are Request and Response: in Node, in a page, in an edge worker.
 *
 * @typedef {import("./core/sandbox.js").Sandbox} Sandbox
 * @typedef {import("./core/sandbox.js").SandboxOptions} SandboxOptions
 * @typedef {import("./core/faults.js").Fault} Fault
 * @typedef {import("./core/shapes.js").Shapes} Shapes
 * @typedef {import("./core/log.js").LoggedRequest} LoggedRequest
 * @typedef {import("./core/log.js").Violation} Violation
 */

export { FAULT_KINDS, ODD_BODIES } from "./core/faults.js";
export { exemption } from "./core/fetch-like.js";
export { createSandbox } from "./core/sandbox.js";
export { PRESETS, SHAPES } from "./core/shapes.js";
export { createWorlds } from "./core/worlds.js";
export { CREDENTIALS, EMAILS, ICCIDS, PARTNER_KEY_HEADER } from "./data/examples.js";
export { ENDPOINTS } from "./routes/index.js";
