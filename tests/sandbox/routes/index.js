import { history } from "./history.js";
import { orders } from "./orders.js";
import { renew } from "./renew.js";
import { submit } from "./submit.js";
import { token } from "./token.js";
import { topups } from "./topups.js";

/** @type {import("./types.js").Route[]} */
export const ROUTES = [token, topups, submit, history, orders, renew];

/** Names by which faults and the request log speak of endpoints. */
export const ENDPOINTS = ROUTES.map(({ name }) => name);
