/** One function per operation of the description, under its operationId. */

export { history } from "./history.js";
export { orders } from "./orders.js";
export { renew } from "./renew.js";
export { submit } from "./submit.js";
export { token } from "./token.js";
export { topups } from "./topups.js";
export { users } from "./users.js";
