// `pressone-esim/gateway`: the request handler between a shop's pages and PressOne. Importing it runs
// nothing, and no page loads it.
export { createGateway } from "./handler.js";
