// The script of a page that is one file: the module is in it.
import { createClient, PressOneError } from "pressone-esim/inline";
import { buyOnce } from "../contract/buy-once.js";

/** @param {{ baseUrl: string, iccid: string }} shop */
const buy = (shop) => buyOnce({ createClient, PressOneError }, shop);
Object.assign(globalThis, { shop: { createClient, buy } });
