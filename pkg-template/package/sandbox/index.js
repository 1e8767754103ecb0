/**
 * The sandbox without a server. It imports nothing of Node's and generates no code, so it runs in Node, in a
 * page and in an edge worker.
 */

export { FAULT_KINDS, ODD_BODIES } from "./core/faults.js";
export { createSandbox } from "./core/sandbox.js";
export { CREDENTIALS, EMAILS, ICCIDS, MOBILES } from "./data/examples.js";
export { RAW_ANSWERS } from "./data/raw-answers.js";
export { PRESETS, SHAPES } from "./data/shapes.js";
