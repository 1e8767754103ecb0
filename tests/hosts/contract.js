// For tests/gateway, under the old name.
export { assertNoViolations as nothingWasForbidden } from "./no-violations.js";
