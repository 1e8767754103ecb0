// The shop's worker. In workerd the shop's own file of this name takes the place of this one.
export * from "../../../www/worker/index.js";
export { default } from "../../../www/worker/index.js";
