// The script of a bundled page.
import { createClient, PressOneError } from "pressone-esim";
import { buyOnce } from "../contract/buy-once.js";

/** @param {{ baseUrl: string, iccid: string }} shop */
const buy = (shop) => buyOnce({ createClient, PressOneError }, shop);
Object.assign(globalThis, { shop: { createClient, buy } });
