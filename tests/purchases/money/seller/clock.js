// In workerd, the file of the same name in tests/gateway stands in for this one: see engines.js.
export { withClockAhead } from "../../../gateway/clock.js";
