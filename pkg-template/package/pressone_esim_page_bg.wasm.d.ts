export { default } from "./wasm-module.js";
