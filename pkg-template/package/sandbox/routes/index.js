/** One function per operation of the description, under its operationId. */

export { balance } from "./balance.js";
export { buy } from "./buy.js";
export { claim } from "./claim.js";
export { devices } from "./devices.js";
export { esim, esims } from "./esims.js";
export { history } from "./history.js";
export { instructions } from "./instructions.js";
export { numbers } from "./numbers.js";
export { order } from "./order.js";
export { orders } from "./orders.js";
export { packages } from "./packages.js";
export { renew } from "./renew.js";
export { submit } from "./submit.js";
export { token } from "./token.js";
export { topups } from "./topups.js";
export { usage } from "./usage.js";
export { users } from "./users.js";
