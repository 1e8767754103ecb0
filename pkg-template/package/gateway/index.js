// `pressone-esim/gateway`: what a shop puts between its pages and PressOne. Nothing here runs before
// it is called, and nothing of it is loaded by a page.
export { createGateway } from "./handler.js";
export { memoryStorage } from "./store.js";
export { upstream } from "./upstream.js";
