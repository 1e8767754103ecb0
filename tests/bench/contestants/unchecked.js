// Nothing is checked: answers are normalised as they are.
import { createClientWith } from "./client.js";
import { normalise } from "./normalise.js";

export const createClient = createClientWith(normalise);
export const decodeOrders = normalise.orders;
