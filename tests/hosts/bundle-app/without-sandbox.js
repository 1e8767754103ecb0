// The script of a page that imports a file which imports the sandbox.
import { openShop } from "./shop.js";

Object.assign(globalThis, { shop: { openShop } });
