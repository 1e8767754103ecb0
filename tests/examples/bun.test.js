// The example `bun`.
import { describeShop } from "./shop.js";

describeShop("bun", { start: ["bun", "start"] });
